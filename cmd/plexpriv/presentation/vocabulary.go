package presentation

import (
	"cmp"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// Vocabulary names things in one language.
type Vocabulary struct {
	*locale.Locale
	catalogue *selectors.Catalogue
}

// New returns the vocabulary of a language for a catalogue. Without a locale it is
// English, and without a catalogue it knows fewer names.
func New(l *locale.Locale, c *selectors.Catalogue) *Vocabulary {
	if l == nil {
		l = locale.New(locale.English)
	}
	if c == nil {
		c = &selectors.Catalogue{}
	}
	return &Vocabulary{l, c}
}

// Catalogue is what is known of Plex's pages.
func (v *Vocabulary) Catalogue() *selectors.Catalogue { return v.catalogue }

// word is a text, or another one if there is none.
func (v *Vocabulary) word(id, otherwise string) string {
	if text, ok := v.Find(id); ok {
		return text
	}
	return otherwise
}

// spaced writes a word of the JSON report such as would_change as "would change".
func spaced[S ~string](word S) string { return strings.ReplaceAll(string(word), "_", " ") }

// Setting is the name of a setting: "Watch history". A setting of a person's own page
// file has the name that it has there.
func (v *Vocabulary) Setting(id string) string {
	base, key := selectors.CutPlace(id)
	return v.at(v.settingName(base), v.key(key))
}

// settingName is the name of a setting wherever it is.
func (v *Vocabulary) settingName(id string) string {
	name := id
	if s := v.catalogue.Setting(id); s != nil {
		name = cmp.Or(s.Label, id)
	}
	return v.word("setting."+id+".name", name)
}

// Effect is what a person loses if a setting is changed, in a few words, or "".
func (v *Vocabulary) Effect(id string) string {
	id, _ = selectors.CutPlace(id)
	return v.word("setting."+id+".effect", "")
}

// Level is the name of a level. Flags take the id, in any language.
func (v *Vocabulary) Level(id string) string { return v.word("level."+id, id) }

// Why says in a sentence what a setting reveals.
func (v *Vocabulary) Why(id string) string {
	id, _ = selectors.CutPlace(id)
	why := ""
	if s := v.catalogue.Setting(id); s != nil {
		why = s.Why
	}
	return v.word("setting."+id+".why", why)
}

// Detail says in full what else changes with a setting, "" if nothing does.
func (v *Vocabulary) Detail(id string) string {
	id, _ = selectors.CutPlace(id)
	var effects []string
	if s := v.catalogue.Setting(id); s != nil {
		for _, effect := range s.Effects {
			if !strings.HasPrefix(effect, "None") {
				effects = append(effects, effect)
			}
		}
	}
	return v.word("setting."+id+".detail", strings.Join(effects, " "))
}

// Value is a value of a setting: "off", "friends". Switches that have words of their own
// ("unsubscribed") are on or off to a person.
func (v *Vocabulary) Value(setting, value string) string {
	if s := v.catalogue.Setting(setting); s != nil && value != "" {
		switch value {
		case s.Values.On:
			value = "on"
		case s.Values.Off:
			value = "off"
		}
	}
	return v.word("value."+cmp.Or(value, "unknown"), value)
}

// Result is what became of a setting, in the words of a command.
func (v *Vocabulary) Result(command string, r outcome.Result) string {
	return v.word("result-"+command+"."+string(r), v.word("result."+string(r), spaced(r)))
}

// SettingResult is what became of a setting, as Result is, and claims no privacy that it
// does not have.
func (v *Vocabulary) SettingResult(command string, s *outcome.SettingReport) string {
	if s.Result == outcome.Already && command != "undo" && !isPrivate(v.catalogue, s) {
		return v.Say("result-wanted.already")
	}
	return v.Result(command, s.Result)
}

// Page is the name of a page of Plex.
func (v *Vocabulary) Page(id string) string {
	base, key := selectors.CutPlace(id)
	return v.at(v.pageName(base), key)
}

// pageName is the name of a page wherever it is.
func (v *Vocabulary) pageName(id string) string {
	title := id
	if p := v.catalogue.Page(id); p != nil {
		title = cmp.Or(p.Title, id)
	}
	return v.word("page."+id, title)
}

// Group is the heading under which the settings of a page stand. Pages that belong
// together for a person have the same.
func (v *Vocabulary) Group(page string) string {
	base, key := selectors.CutPlace(page)
	return v.at(v.word("group."+base, v.pageName(base)), key)
}

// Status is what became of a page, and how it strikes the person.
func (v *Vocabulary) Status(s outcome.PageStatus) (string, Tone) {
	tone := Bad
	switch s {
	case outcome.PageOK:
		tone = Good
	case outcome.PageNotOffered:
		tone = Quiet
	case outcome.PageMoved:
		tone = Todo
	}
	return v.word("status."+string(s), spaced(s)), tone
}

// ToneOf is the tone of a result. One that nobody knows is quiet.
func ToneOf(r outcome.Result) Tone { return Tone(cmp.Or(r.Tone(), outcome.Quiet)) }

// Groups arranges the settings of an account as a person reads them. What was not
// selected is left out.
func (v *Vocabulary) Groups(command string, a *outcome.AccountReport) []Group {
	var out []Group
	closed := map[string]bool{}
	for _, s := range a.Settings {
		if s.Reason == outcome.NotSelected || closed[s.Page] {
			continue
		}
		name := v.GroupOf(a, s.Page)
		if n := len(out); n == 0 || out[n-1].Name != name {
			out = append(out, Group{Name: name})
		}
		g := &out[len(out)-1]
		if row, ok := pageRow(v, a, s.Page); ok {
			closed[s.Page] = true
			g.Rows = append(g.Rows, row)
			continue
		}
		g.Rows = append(g.Rows, rowOf(v, command, a, &s))
	}
	return out
}

// at adds to a name which of several servers it is about.
func (v *Vocabulary) at(name, server string) string {
	if server == "" {
		return name
	}
	return v.Say("place.at", locale.Data{"Name": name, "Server": server})
}

// key is what a server is called where its name does not stand.
func (v *Vocabulary) key(key string) string {
	if key == "" {
		return ""
	}
	return v.Say("place.key", locale.Data{"Key": key})
}

// server is which of several servers an id is about: its name if the account has one to
// show, its key if not, "" if there is only one.
func (v *Vocabulary) server(a *outcome.AccountReport, id string) string {
	_, key := selectors.CutPlace(id)
	return cmp.Or(outcome.OneLine(a.Places[key]), key)
}

// settingOf is the name of a setting of an account, and which of its servers it is on.
func (v *Vocabulary) settingOf(a *outcome.AccountReport, id string) string {
	base, key := selectors.CutPlace(id)
	return v.at(v.settingName(base), cmp.Or(outcome.OneLine(a.Places[key]), v.key(key)))
}

// pageOf is the name of a page of an account, and which of its servers it is on.
func (v *Vocabulary) pageOf(a *outcome.AccountReport, id string) string {
	base, _ := selectors.CutPlace(id)
	return v.at(v.pageName(base), v.server(a, id))
}

// GroupOf is the heading under which the settings of a page of an account stand.
func (v *Vocabulary) GroupOf(a *outcome.AccountReport, page string) string {
	base, _ := selectors.CutPlace(page)
	return v.at(v.Group(base), v.server(a, page))
}

// Name is the name of a setting under the heading of its page, which says where it is.
func (v *Vocabulary) Name(id string) string {
	base, _ := selectors.CutPlace(id)
	return v.settingName(base)
}
