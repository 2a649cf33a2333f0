package flows

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
	cat   *selectors.Catalogue
	words sight.Words
	// level names the level in force; some controls are used at some levels only.
	level string
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
	return &Lexicon{audiences: audiences, cat: cat, level: level, compiled: &sync.Map{}, words: sight.Words{
		Negation: w.Negation.All(), Doubtful: w.Doubtful.All(), On: w.On.All(), Off: w.Off.All(),
	}}
}

// locators turns the catalogue's candidates into the engine's, in all languages
// at once: the page's language is known only after it was read.
func (x *Lexicon) locators(in []selectors.Locator) []sight.Locator {
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

// label is what the page calls a control. A button that opens a list bears its
// value behind its name; but "My Friends", shown to friends, is the name alone, so
// nothing is cut off that the control is known by.
func (x *Lexicon) label(s *selectors.Setting, q *part) string {
	title, value := q.match.Title(), q.match.Said()
	rest, ok := strings.CutSuffix(title, " "+value)
	if value == "" || !ok || x.calls(s, q.key, title) && !x.calls(s, q.key, rest) {
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
		for _, l := range x.locators(s.Controls[i].Locators) {
			if l.Calls(title) {
				return true
			}
		}
	}
	return false
}

// never says whether a name is one that must not be pressed, whatever speaks for it.
func (x *Lexicon) never(name string) bool {
	return sight.HasPhrase(name, x.cat.Words.Never.All())
}

// listHeadings are the headings under which the catalogue seeks lists.
func (x *Lexicon) listHeadings(wishes []wanted.Wish) []string {
	var out []string
	for _, w := range wishes {
		for _, c := range w.Setting.Controls {
			if !c.Each {
				continue
			}
			for _, loc := range x.locators(c.Locators) {
				out = append(out, loc.Section...)
			}
		}
	}
	return out
}

// every wishes for each setting of a page, to have them all read.
func (x *Lexicon) every(page *selectors.Page) []wanted.Wish {
	var out []wanted.Wish
	for i := range page.Settings {
		out = append(out, wanted.Wish{Setting: &page.Settings[i], Value: page.Settings[i].Levels[x.level]})
	}
	return out
}
