package guide

import (
	"github.com/plexpriv/plexpriv/selectors"
)

// Options say which steps are wanted, and how.
type Options struct {
	Lang Lang
	// Level chooses the wanted values, as in a run.
	Level string
	// Page is the id of the only page that is wanted, "" for all.
	Page string
}

// Guide is what to do by hand, page by page.
type Guide struct {
	Lang  Lang   `json:"lang"`
	Title string `json:"title"`
	// Lead says what the guide is, and for which level.
	Lead  []string `json:"lead"`
	Pages []Page   `json:"pages"`
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

// New writes the guide to the catalogue.
func New(cat *selectors.Catalogue, o Options) Guide {
	t := textsOf(o.Lang)
	g := Guide{Lang: o.Lang, Title: t.title, Lead: []string{t.lead, t.say.level(o.Level)}}
	for i := range cat.Pages {
		p := &cat.Pages[i]
		if o.Page != "" && p.ID != o.Page {
			continue
		}
		w := writer{cat, p, o.Lang, t}
		page := Page{ID: p.ID, Title: w.pageTitle(), Address: p.URL, Before: w.before(), After: w.after()}
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

// Steps are all steps for one setting, from the address to the check at the end; nil for
// a setting that the catalogue does not have. wanted is a canonical value.
func Steps(cat *selectors.Catalogue, id, wanted string, lang Lang) []string {
	p, s := cat.PageOf(id), cat.Setting(id)
	if p == nil || s == nil {
		return nil
	}
	w := writer{cat, p, lang, textsOf(lang)}
	own := w.setting(s, wanted)
	return append(append(w.before(), own.Steps...), w.after()...)
}
