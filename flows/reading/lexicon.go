package reading

import (
	"maps"
	"slices"
	"sync"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/selectors"
)

// Lexicon is the catalogue in the form in which a look is matched against it. It
// never changes, and may be used by several pages at the same time.
type Lexicon struct {
	Cat   *selectors.Catalogue
	Words sight.Words
	// Level names the level in force; some controls are used at some levels only.
	Level string
	// Audiences are the names of each audience, most private first.
	Audiences [][]string
	// compiled remembers the engine's form of the catalogue's locators.
	compiled *sync.Map
}

func NewLexicon(cat *selectors.Catalogue, level string) *Lexicon {
	w := cat.Words
	var audiences [][]string
	for _, a := range w.Audiences {
		audiences = append(audiences, a.Name.All())
	}
	return &Lexicon{Audiences: audiences, Cat: cat, Level: level, compiled: &sync.Map{}, Words: sight.Words{
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

// Css lists every selector that a page's locators mention, for a look to test.
func Css(p *selectors.Page) []string {
	var out []string
	add := func(ls []selectors.Locator) {
		for _, l := range ls {
			if l.CSS != "" && !slices.Contains(out, l.CSS) {
				out = append(out, l.CSS)
			}
		}
	}
	for _, s := range p.Settings {
		for _, c := range s.Controls {
			add(c.Locators)
		}
	}
	for _, b := range p.Bulk {
		add(b.Locators)
	}
	for _, r := range p.Reveal {
		add(r.Locators)
	}
	add(p.Known)
	add(p.SignedOut)
	return out
}

func NamesIn(locators []selectors.Locator) []string {
	var out []string
	for _, l := range locators {
		out = append(out, l.Name.All()...)
	}
	return out
}
