package selectors

import (
	"fmt"
	"maps"
	"slices"
)

// classes are the tables of the closed vocabulary, in file order.
func (m *MeaningWords) classes() []namedPhrases {
	return []namedPhrases{
		{"permit", m.Permit},
		{"prevent", m.Prevent},
		{"not", m.Not},
		{"turn-on", m.TurnOn},
		{"turn-off", m.TurnOff},
		{"tick", m.Tick},
		{"untick", m.Untick},
		{"doubt", m.Doubt},
		{"reverse", m.Reverse},
		{"aside", m.Aside},
		{"explain", m.Explain},
		{"filler", m.Filler},
	}
}

// checkMeaning checks that every table of the vocabulary is there, and that no phrase of a
// language does two things to a meaning.
func checkMeaning(d *diagnostics, m *MeaningWords) {
	type place struct{ table, path string }
	taken := map[string]place{}
	for _, class := range m.classes() {
		path := join("meaning", class.key)
		d.phrases(path, class.phrases, required)
		class.phrases.each(func(tag string, i int, phrase string) {
			key, at := tag+" "+fold(phrase), index(join(path, tag), i)
			first, twice := taken[key]
			if twice && first.table != class.key {
				d.fail(at, "%q is in meaning.%s as well, in %s: a phrase does one thing to a meaning", phrase, first.table, d.cite(first.path))
				return
			}
			taken[key] = place{class.key, at}
		})
	}
}

// turningPhrase is a phrase that turns a title round or leaves it open, and its place.
type turningPhrase struct{ phrase, folded, at string }

// turning returns these phrases by language. d has the places of words.toml.
func (m *MeaningWords) turning(d *diagnostics) map[string][]turningPhrase {
	out := map[string][]turningPhrase{}
	for _, class := range m.classes() {
		switch class.key {
		case "prevent", "not", "untick", "doubt", "reverse":
			class.phrases.each(func(tag string, i int, phrase string) {
				if folded := fold(phrase); folded != "" {
					at := d.cite(index(join(join("meaning", class.key), tag), i))
					out[tag] = append(out[tag], turningPhrase{phrase, folded, at})
				}
			})
		}
	}
	return out
}

// checkTitles reports titles that contradict the rest of their page: one that names two
// controls, and one of a switch that has a negation in it. A title that is known as a
// whole means that the thing happens; whatever says that it does not is left to concepts.
func checkTitles(d *diagnostics, p *Page, a *shared) {
	type claim struct{ who, path string }
	taken := map[string]claim{}
	claims := func(who, path string, ls []Locator) {
		for i, l := range ls {
			at := join(index(join(path, "locator"), i), "name")
			l.Name.each(func(tag string, n int, title string) {
				here := index(join(at, tag), n)
				first, twice := taken[fold(title)]
				if twice && first.who != who {
					d.fail(here, "%q is the name of %s as well, in %s: nothing could tell the two apart", title, first.who, d.cite(first.path))
					return
				}
				taken[fold(title)] = claim{who, here}
			})
		}
	}
	for i, s := range p.Settings {
		for j, c := range s.Controls {
			path := index(join(index("setting", i), "control"), j)
			claims(fmt.Sprintf("control %q of %s", c.ID, s.ID), path, c.Locators)
			if s.Kind == Switch {
				checkTurned(d, path, c.Locators, a)
			}
		}
	}
	for i, b := range p.Bulk {
		claims(fmt.Sprintf("bulk %q", b.ID), index("bulk", i), b.Locators)
	}
}

func checkTurned(d *diagnostics, path string, ls []Locator, a *shared) {
	for i, l := range ls {
		for _, tag := range slices.Sorted(maps.Keys(l.Name)) {
			for n, title := range l.Name[tag] {
				folded := fold(title)
				for _, word := range a.turning[tag] {
					if holdsFolded(folded, word.folded, tag) {
						at := index(join(join(index(join(path, "locator"), i), "name"), tag), n)
						d.fail(at, "%q has %q in it, which turns it round or leaves it open, as %s says; a name says that the thing happens", title, word.phrase, word.at)
						break
					}
				}
			}
		}
	}
}
