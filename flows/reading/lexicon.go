package reading

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// Lexicon is what it takes to understand a page: the catalogue with its words, at one
// level. It does not change, and several visits may share it.
type Lexicon struct {
	Cat   *selectors.Catalogue
	Words sight.Words
	// Level names the level in force; some controls are used at some levels only.
	Level string
	// audiences are the names of each audience, most private first.
	audiences [][]string
	// compiled remembers the engine's form of the catalogue's locators.
	compiled *sync.Map
}

// NewLexicon makes one of a catalogue.
func NewLexicon(cat *selectors.Catalogue, level string) *Lexicon {
	w := cat.Words
	var audiences [][]string
	for _, a := range w.Audiences {
		audiences = append(audiences, a.Name.All())
	}
	return &Lexicon{audiences: audiences, Cat: cat, Level: level, compiled: &sync.Map{}, Words: sight.Words{
		Negation: w.Negation.All(), Doubtful: w.Doubtful.All(), On: w.On.All(), Off: w.Off.All(),
	}}
}

// Locators turns the catalogue's candidates into the engine's, in all languages
// at once: the page's language is known only after it was read.
func (x *Lexicon) Locators(in []selectors.Locator) []sight.Locator {
	if len(in) == 0 {
		return nil
	}
	key := &in[0]
	if out, ok := x.compiled.Load(key); ok {
		return out.([]sight.Locator)
	}
	out := compile(in)
	x.compiled.Store(key, out)
	return out
}

func compile(in []selectors.Locator) []sight.Locator {
	out := make([]sight.Locator, len(in))
	for i, l := range in {
		out[i] = sight.Locator{
			Roles: l.Roles, Names: l.Name.All(), Whole: l.Whole, Section: l.Section.All(), Attr: l.Attr, CSS: l.CSS, Inverted: l.Inverted,
		}
		if en, ok := l.Concepts["en"]; ok {
			out[i].Concepts = append(out[i].Concepts, en) // messages quote the first
		}
		for _, lang := range slices.Sorted(maps.Keys(l.Concepts)) {
			if lang != "en" {
				out[i].Concepts = append(out[i].Concepts, l.Concepts[lang])
			}
		}
	}
	return out
}

// Label is what the page calls a control. A button that opens a list bears its
// value behind its name; but "My Friends", shown to friends, is the name alone, so
// nothing is cut off that the control is known by.
func (x *Lexicon) Label(s *selectors.Setting, q *Part) string {
	title, value := q.Match.Title(), q.Match.Said()
	rest, ok := strings.CutSuffix(title, " "+value)
	if value == "" || !ok || x.calls(s, q.Key, title) && !x.calls(s, q.Key, rest) {
		return title
	}
	return rest
}

// calls says whether a title is one that the catalogue knows a control by.
func (x *Lexicon) calls(s *selectors.Setting, control, title string) bool {
	for i := range s.Controls {
		if s.Controls[i].ID != control {
			continue
		}
		for _, l := range x.Locators(s.Controls[i].Locators) {
			if l.Calls(title) {
				return true
			}
		}
	}
	return false
}

// Never says whether a name is one that must not be pressed, whatever speaks for it.
func (x *Lexicon) Never(name string) bool {
	return sight.HasPhrase(name, x.Cat.Words.Never.All())
}

// ListHeadings are the headings under which the catalogue seeks lists.
func (x *Lexicon) ListHeadings(wishes []wanted.Wish) []string {
	var out []string
	for _, w := range wishes {
		for _, c := range w.Setting.Controls {
			if !c.Each {
				continue
			}
			for _, loc := range x.Locators(c.Locators) {
				out = append(out, loc.Section...)
			}
		}
	}
	return out
}

// Every wishes for each setting of a page, to have them all read.
func (x *Lexicon) Every(page *selectors.Page) []wanted.Wish {
	var out []wanted.Wish
	for i := range page.Settings {
		out = append(out, wanted.Wish{Setting: &page.Settings[i], Value: page.Settings[i].Levels[x.Level]})
	}
	return out
}

func NamesIn(locators []selectors.Locator) []string {
	var out []string
	for _, l := range locators {
		out = append(out, l.Name.All()...)
	}
	return out
}
