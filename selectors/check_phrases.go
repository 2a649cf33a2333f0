package selectors

import (
	"maps"
	"slices"

	"golang.org/x/text/language"
)

// Whether a set of phrases is required.
const (
	optional = false
	required = true
)

// phrases checks a set of phrases: real languages with English among them, and no
// phrase empty or repeated.
func (d *diagnostics) phrases(path string, p Phrases, must bool) {
	if len(p) == 0 {
		if must {
			d.fail(path, "there are no phrases for %q", lastKey(path))
		}
		return
	}
	d.languages(path, slices.Sorted(maps.Keys(p)))
	for _, tag := range slices.Sorted(maps.Keys(p)) {
		if len(p[tag]) == 0 {
			d.fail(join(path, tag), "the list of phrases is empty")
		}
		d.phraseList(join(path, tag), p[tag])
	}
}

func (d *diagnostics) languages(path string, tags []string) {
	if !slices.Contains(tags, "en") {
		d.fail(path, "%s has no English entry (en)", lastKey(path))
	}
	for _, tag := range tags {
		if parsed, err := language.Parse(tag); err != nil || parsed.String() != tag {
			d.fail(join(path, tag), "%q is not a language tag, such as en, de or pt-BR", tag)
		}
	}
}

func (d *diagnostics) phraseList(path string, list []string) {
	seen := map[string]string{}
	for i, phrase := range list {
		at := index(path, i)
		switch key := fold(phrase); {
		case key == "":
			d.fail(at, "a phrase needs a letter or digit: it would match everything")
		case seen[key] != "":
			d.fail(at, "the phrase %q is there twice, first in %s", phrase, d.cite(seen[key]))
		default:
			seen[key] = at
		}
	}
}

// noneShared reports phrases of one set that are also in another: nothing could tell
// the two apart. It compares all languages with each other, because a page may mix
// them.
func (d *diagnostics) noneShared(path string, p Phrases, other, otherPath string, q Phrases) {
	theirs := map[string]string{}
	q.each(func(tag string, i int, phrase string) {
		if at := index(join(otherPath, tag), i); theirs[fold(phrase)] == "" {
			theirs[fold(phrase)] = at
		}
	})
	p.each(func(tag string, i int, phrase string) {
		if at := theirs[fold(phrase)]; at != "" {
			d.fail(index(join(path, tag), i), "%q is in %q as well, in %s", phrase, other, d.cite(at))
		}
	})
}

// foldedPhrase is a phrase, folded for comparison. Folding takes most of the time in
// loading, so lists that are used often are folded once.
type foldedPhrase struct{ language, phrase, folded string }

func foldAll(p Phrases) []foldedPhrase {
	var all []foldedPhrase
	p.each(func(language string, _ int, phrase string) {
		if folded := fold(phrase); folded != "" {
			all = append(all, foldedPhrase{language, phrase, folded})
		}
	})
	return all
}

// noneHolds reports phrases that contain a name, of any language, that is never
// clicked.
func (d *diagnostics) noneHolds(path string, p Phrases, never []foldedPhrase) {
	p.each(func(tag string, i int, phrase string) {
		folded := fold(phrase)
		for _, bad := range never {
			if holdsFolded(folded, bad.folded, bad.language) {
				d.fail(index(join(path, tag), i), "%q is never clicked: it has %q in it", phrase, bad.phrase)
			}
		}
	})
}

func (p Phrases) each(do func(tag string, i int, phrase string)) {
	for _, tag := range slices.Sorted(maps.Keys(p)) {
		for i, phrase := range p[tag] {
			do(tag, i, phrase)
		}
	}
}
