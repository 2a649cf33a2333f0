package selectors

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold returns a phrase in the form for comparison: lower case, no accents, one space
// between words, no punctuation.
func fold(phrase string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(phrase)) {
		switch {
		case unicode.Is(unicode.Mn, r) && r != '\u3099' && r != '\u309A':
			// Drop accents, but not the two Japanese voicing marks, which make another
			// letter: が is not か.
		case r == '\'' || r == '’':
			// Drop apostrophes inside a word: "don't" is one word.
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return norm.NFC.String(strings.Join(strings.Fields(b.String()), " "))
}

// holds says whether a text contains a phrase as whole words. Japanese has no spaces,
// so there any part of the text will do.
func holds(text, phrase, language string) bool {
	return holdsFolded(fold(text), fold(phrase), language)
}

func holdsFolded(text, phrase, language string) bool {
	if !strings.Contains(text, phrase) || language == "ja" {
		return strings.Contains(text, phrase)
	}
	return strings.Contains(" "+text+" ", " "+phrase+" ")
}
