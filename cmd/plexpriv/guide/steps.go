package guide

import (
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/selectors"
)

// writer writes the steps of one page.
type writer struct {
	cat  *selectors.Catalogue
	page *selectors.Page
	// names are what pages and settings are called.
	names *presentation.Vocabulary
	text  *texts
}

func (w writer) label(s *selectors.Setting) string { return w.names.Setting(s.ID) }

// before leads from the address to the controls.
func (w writer) before() []string {
	out := []string{w.text.say.open(w.page.URL)}
	if w.page.API == selectors.OwnServers {
		out = append(out, w.text.server)
	}
	var sections []string
	for _, r := range w.page.Reveal {
		button := w.name(r.Locators)
		if row := w.shown(r.Within); row != "" {
			out = append(out, w.text.say.row(row, button))
			continue
		}
		if button != "" {
			sections = append(sections, button)
		}
	}
	if len(sections) > 0 {
		out = append(out, w.text.say.sections(w.text.say.list(sections)))
	}
	return out
}

// after saves what was done, and checks it.
func (w writer) after() []string {
	save, known := w.text.save[w.page.ID]
	if !known {
		save = w.text.saveUnknown
	}
	return append(slices.Clone(save), w.text.check)
}

// masterControl is the control that sets all others at once, at the levels at which the
// catalogue uses it.
func (w writer) masterControl(level string) string {
	for _, b := range w.page.Bulk {
		if !b.Opposite && !b.First && slices.Contains(b.Levels, level) {
			return w.text.say.master(w.name(b.Locators))
		}
	}
	return ""
}

// setting is what to do about one setting. wanted is a canonical value, Keep, or "".
func (w writer) setting(s *selectors.Setting, wanted string) Setting {
	out := Setting{ID: s.ID, Label: w.label(s)}
	if s.MayBeAbsent {
		out.Notes = append(out.Notes, w.text.mayBeAbsent)
	}
	if wanted == "" || wanted == selectors.Keep {
		out.Steps = []string{w.text.keep}
		return out
	}
	out.Wanted = w.value(s, wanted)
	if step := w.direct(s, wanted); step != "" {
		out.Steps = []string{step}
		if guessed(s.ID) {
			out.Notes = append(out.Notes, w.text.guessed)
		}
		return out
	}
	switch s.Kind {
	case selectors.AudienceChoice:
		out.Steps = []string{w.audience(s, wanted)}
	case selectors.List:
		out.Steps = w.wholeList(s, wanted)
	default:
		out.Steps = []string{w.flip(s, wanted)}
	}
	return out
}

// value is a canonical value in words.
func (w writer) value(s *selectors.Setting, wanted string) string {
	if s.Kind == selectors.AudienceChoice {
		if shown := w.audienceName(wanted); shown != "" {
			return shown
		}
	}
	return w.names.Value(s.ID, wanted)
}

// flip is the step for a switch of one or more controls. A control that the catalogue has
// no name for was never seen: then what it says decides which way is off.
func (w writer) flip(s *selectors.Setting, wanted string) string {
	var names []string
	for _, c := range s.Controls {
		if name := w.name(c.Locators); name != "" {
			names = append(names, name)
		}
	}
	on := wanted == s.Values.On
	switch {
	case len(names) == 0 && on:
		return w.text.say.unseenOn(w.label(s))
	case len(names) == 0:
		return w.text.say.unseenOff(w.label(s))
	case on:
		return w.text.say.turnOn(w.text.say.list(names))
	}
	return w.text.say.turnOff(w.text.say.list(names))
}

// wholeList is the steps for a list whose every entry is to be set.
func (w writer) wholeList(s *selectors.Setting, wanted string) []string {
	on := wanted == s.Values.On
	state := "off"
	if on {
		state = "on"
	}
	var out []string
	for _, b := range w.page.Bulk {
		if !b.Opposite && b.Sets == state && slices.Contains(b.For, s.ID) {
			out = append(out, w.text.say.choose(w.name(b.Locators)))
		}
	}
	return append(out, w.text.say.eachEntry(on, len(out) > 0))
}

// audience is the step for a choice of who may see something. Plex does not offer every
// audience everywhere, so the next best are named, too.
func (w writer) audience(s *selectors.Setting, wanted string) string {
	row := w.label(s)
	for _, c := range s.Controls {
		if name := w.name(c.Locators); name != "" {
			row = name
		}
	}
	var next []string
	if i := slices.IndexFunc(w.cat.Words.Audiences, func(a selectors.Audience) bool { return a.Value == wanted }); i >= 0 {
		for _, a := range w.cat.Words.Audiences[i+1:] {
			if name := w.shownAudience(a); name != "" && len(next) < 2 {
				next = append(next, name)
			}
		}
	}
	return w.text.say.audience(row, w.value(s, wanted), next)
}

func (w writer) audienceName(value string) string {
	for _, a := range w.cat.Words.Audiences {
		if a.Value == value {
			return w.shownAudience(a)
		}
	}
	return ""
}

// shownAudience is what Plex calls an audience. For friends it has two names.
func (w writer) shownAudience(a selectors.Audience) string { return w.shown(a.Name) }

// name is what Plex calls what a list of locators points at, in quotes; "" if that was
// never seen.
func (w writer) name(locators []selectors.Locator) string {
	for _, l := range locators {
		if shown := w.shown(l.Name); shown != "" {
			return shown
		}
	}
	return ""
}

// shown quotes a phrase of Plex's. Plex shows many pages in English to Germans, too, so
// that the German wording is given only where it was seen, and the English beside it.
func (w writer) shown(p selectors.Phrases) string {
	english := first(p["en"])
	german := first(p["de"])
	if w.names.Tag() != German {
		return w.text.say.quote(english)
	}
	if german == "" || strings.EqualFold(german, english) || !slices.Contains(w.page.Attested, "de") {
		return w.text.say.quote(english)
	}
	return w.text.say.bothNames(german, english)
}

func first(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[0]
}
