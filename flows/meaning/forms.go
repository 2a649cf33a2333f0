package meaning

import (
	"slices"
	"strings"
)

// forms knows words that turn a meaning round ("block") in forms that no table has
// ("Blocked"). Nothing is understood by such a form. But a heading with one is not read as
// if the word were not there.
type forms []string

// endings are cut off a word to get its stem, the longer ones first.
var endings = []string{"eren", "ing", "en", "er", "ir", "ar", "re", "ez", "es", "e", "o", "a", "i"}

// formless are prepositions. They have no other forms, but begin other words ("control").
var formless = []string{"against", "gegen", "tegen", "contre", "contra", "contro"}

// shortestStem is how many letters a stem has at least.
const shortestStem = 4

func (f *forms) add(phrase []string) {
	if len(phrase) != 1 || strings.ContainsFunc(phrase[0], unspaced) || slices.Contains(formless, phrase[0]) {
		return
	}
	if stem := stemOf(phrase[0]); !slices.Contains(*f, stem) && len(stem) >= shortestStem {
		*f = append(*f, stem)
	}
}

func stemOf(word string) string {
	for _, ending := range endings {
		if stem, ok := strings.CutSuffix(word, ending); ok && len(stem) >= shortestStem {
			return stem
		}
	}
	return word
}

// has says whether a word is a form of one that is known: its stem with a short ending. A
// short stem may begin other words, so its endings are shorter.
func (f forms) has(word string) bool {
	return slices.ContainsFunc(f, func(stem string) bool {
		ending, ok := strings.CutPrefix(word, stem)
		return ok && len(ending) <= min(len(stem)-2, 5)
	})
}
