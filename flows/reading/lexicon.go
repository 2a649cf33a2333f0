package reading

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/meaning"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// Lexicon is the catalogue with its words, at one level, prepared for reading pages. It
// never changes, so that several pages can share it.
type Lexicon struct {
	Cat *selectors.Catalogue
	// Words say what a wording means.
	Words *meaning.Vocabulary
	// Level is the level of the run; some controls are used only at some levels.
	Level string
	// audiences are the names of each audience, most private first.
	audiences [][]string
	// audienceTitles are the titles of all controls that have an audience.
	audienceTitles []string
	// compiled caches the locators in the form that package sight matches; subjects what
	// controls are about, readings what labels mean, and pages what pages are called,
	// because a page is looked at several times a second.
	compiled, subjects, readings *sync.Map
	pages                        *namedPages
}

// NewLexicon makes a Lexicon of a catalogue for one level.
func NewLexicon(cat *selectors.Catalogue, level string) *Lexicon {
	w := cat.Words
	var audiences [][]string
	for _, a := range w.Audiences {
		audiences = append(audiences, a.Name.All())
	}
	return &Lexicon{audiences: audiences, audienceTitles: audienceTitles(cat), Cat: cat, Level: level, Words: meaning.NewVocabulary(&w),
		compiled: &sync.Map{}, subjects: &sync.Map{}, readings: &sync.Map{}, pages: &namedPages{}}
}

// Locators translates the catalogue's candidates for package sight. It uses all
// languages at once, because the language of a page is known only after reading it.
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
			Roles: l.Roles, Names: l.Name.All(), Whole: l.Whole, Section: l.Section.All(), Attr: l.Attr, CSS: l.CSS,
		}
		if en, ok := l.Concepts["en"]; ok {
			out[i].Concepts = append(out[i].Concepts, en) // error messages quote the first
		}
		for _, lang := range slices.Sorted(maps.Keys(l.Concepts)) {
			if lang != "en" {
				out[i].Concepts = append(out[i].Concepts, l.Concepts[lang])
			}
		}
	}
	return out
}

// Label returns what the page calls a control. A button that opens a list often has its
// value after its name ("Ratings Private"); the value is cut off, unless that removes
// part of a name that the catalogue knows: a list called "My Friends" may also be shown
// to "Friends".
func (x *Lexicon) Label(s *selectors.Setting, q *Part) string {
	title, value := q.Match.Title(), q.Match.Said()
	rest, ok := strings.CutSuffix(title, " "+value)
	if value == "" || !ok || x.calls(s, q.Key, title) && !x.calls(s, q.Key, rest) {
		return title
	}
	return rest
}

// calls says whether the catalogue knows a control under a title.
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

// IsNeverClicked says whether a control with this name must never be clicked.
func (x *Lexicon) IsNeverClicked(name string) bool {
	return sight.HasPhrase(name, x.Cat.Words.Never.All())
}

// ListHeadings returns the headings under which the catalogue expects lists.
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

// WishForEach returns a wish for each setting of a page, so that all of them are read.
func (x *Lexicon) WishForEach(page *selectors.Page) []wanted.Wish {
	var out []wanted.Wish
	for i := range page.Settings {
		out = append(out, wanted.Wish{Setting: &page.Settings[i], Value: page.Settings[i].Levels[x.Level]})
	}
	return out
}

// NamesIn returns the names in a list of locators.
func NamesIn(locators []selectors.Locator) []string {
	var out []string
	for _, l := range locators {
		out = append(out, l.Name.All()...)
	}
	return out
}
