package guide

import (
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/selectors"
)

// Options say which steps are wanted.
type Options struct {
	// Level chooses the wanted values, as in a run.
	Level string
	// Page is the id of the only page that is wanted, "" for all.
	Page string
}

// Guide is what to do by hand, page by page.
type Guide struct {
	Lang  string `json:"lang"`
	Title string `json:"title"`
	// Lead says what the guide is, and for which level.
	Lead  []string `json:"lead"`
	Pages []Page   `json:"pages"`
	// Left names the settings that Short has left out.
	Left string `json:"-"`
}

// Page is what to do on one page of Plex.
type Page struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Address string `json:"url"`
	// Before leads to the controls, After saves and checks what was done.
	Before   []string  `json:"before"`
	Settings []Setting `json:"settings"`
	After    []string  `json:"after"`
}

// Setting is what to do about one setting, on its page.
type Setting struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	// Wanted is the wanted value in words; "" if the level leaves the setting alone.
	Wanted string   `json:"wanted,omitempty"`
	Steps  []string `json:"steps"`
	// Notes say what else there is to know.
	Notes []string `json:"notes,omitempty"`
}

// New writes the guide to the catalogue of names, in their language.
func New(names *presentation.Vocabulary, o Options) Guide {
	cat := names.Catalogue()
	t := textsOf(names.Tag())
	g := Guide{Lang: names.Tag(), Title: t.title, Lead: []string{t.lead, t.say.level(names.Level(o.Level))}}
	for i := range cat.Pages {
		p := &cat.Pages[i]
		if o.Page != "" && p.ID != o.Page {
			continue
		}
		w := writer{cat, p, names, t}
		page := Page{ID: p.ID, Title: names.Page(p.ID), Address: p.URL, Before: w.before(), After: w.after()}
		for j := range p.Settings {
			s := &p.Settings[j]
			page.Settings = append(page.Settings, w.setting(s, s.Levels[o.Level]))
		}
		if all := w.masterControl(o.Level); all != "" {
			page.Before = append(page.Before, all)
		}
		g.Pages = append(g.Pages, page)
	}
	return g
}

// Short leaves out what the level does not touch, for people: whoever reads steps wants to
// do something.
func (g Guide) Short() Guide {
	t := textsOf(g.Lang)
	pages, left := g.Pages, []string{}
	g.Pages = nil
	for _, p := range pages {
		var wanted []Setting
		for _, s := range p.Settings {
			if s.Wanted == "" {
				left = append(left, s.Label)
				continue
			}
			if len(s.Notes) > 0 {
				s.Wanted, s.Notes = s.Wanted+", "+t.ifOffered, nil
			}
			wanted = append(wanted, s)
		}
		if p.Settings = wanted; len(wanted) > 0 {
			g.Pages = append(g.Pages, p)
		}
	}
	if len(left) > 0 {
		g.Left = t.say.left(t.say.list(left))
	}
	return g
}

// Part is the steps for some settings, by their ids with the canonical values wanted of
// them, page by page. What the catalogue does not have is left out.
func Part(names *presentation.Vocabulary, wanted map[string]string) []Page {
	cat := names.Catalogue()
	wanted = anywhere(wanted)
	var out []Page
	for i := range cat.Pages {
		p := &cat.Pages[i]
		w := writer{cat, p, names, textsOf(names.Tag())}
		page := Page{ID: p.ID, Title: names.Page(p.ID), Address: p.URL, Before: w.before(), After: w.after()}
		for j := range p.Settings {
			if value := wanted[p.Settings[j].ID]; value != "" && value != selectors.Keep {
				page.Settings = append(page.Settings, w.setting(&p.Settings[j], value))
			}
		}
		if len(page.Settings) > 0 {
			out = append(out, page)
		}
	}
	return out
}

// anywhere leaves out of ids which of several servers they are about: the steps are the
// same for each.
func anywhere(wanted map[string]string) map[string]string {
	out := map[string]string{}
	for id, value := range wanted {
		base, _ := selectors.CutPlace(id)
		out[base] = value
	}
	return out
}

// Heading stands above the steps that a report or a table ends with.
func Heading(names *presentation.Vocabulary) string { return textsOf(names.Tag()).heading }
