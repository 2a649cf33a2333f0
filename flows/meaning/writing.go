package meaning

import (
	"slices"
	"strings"
	"unicode"
)

// fewestWords is how many words a text has at least of which it can be said that they are of
// a language that nobody here knows.
const fewestWords = 4

// foreign returns the first text around a title that is in a writing or a language of which
// nobody here knows enough to see a negation in it: it may turn the title round. A heading
// may be a name, so that only its writing tells.
func foreign(v *Vocabulary, s *Subject, l Label) string {
	for _, h := range l.Headings {
		if writtenOtherwise(h) && !slices.Contains(l.PageHeadings, h) {
			return h
		}
	}
	for _, text := range l.Help {
		if writtenOtherwise(text) || isSentence(text) && inUnknownWords(v, s, text) {
			return text
		}
	}
	return ""
}

// isSentence says whether a text ends as sentences do.
func isSentence(text string) bool {
	runes := []rune(strings.TrimSpace(text))
	return len(runes) > 0 && strings.ContainsRune(".!?:…", runes[len(runes)-1])
}

// writtenOtherwise says whether most letters of a text are of a script that no language of
// the catalogue is written in.
func writtenOtherwise(text string) bool {
	known, other := 0, 0
	for _, r := range text {
		switch {
		case !unicode.IsLetter(r):
		case unicode.In(r, unicode.Latin) || unspaced(r):
			known++
		default:
			other++
		}
	}
	return other > known
}

// inUnknownWords says whether a text has next to no word that some language knows.
func inUnknownWords(v *Vocabulary, s *Subject, text string) bool {
	total := len(words(text))
	if total < fewestWords || strings.ContainsFunc(text, unspaced) {
		return false
	}
	return !slices.ContainsFunc(v.states(text, s), func(st statement) bool {
		unknown := 0
		for _, u := range st.unknown {
			unknown += len(words(u))
		}
		return unknown*5 < total*4
	})
}

// ticked are signs for a box that is ticked, or is not.
const ticked = "☑✓✔✅🗹☐⬜🗆"

// explainsSign says whether a text tells what a tick means, "☑ blocked", with a word that
// turns it round.
func explainsSign(v *Vocabulary, text string) bool {
	return strings.ContainsAny(text, ticked) && v.Turns(text)
}
