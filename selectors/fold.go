package selectors

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold brings a phrase to the form in which two phrases are compared: lower
// case, no accents, one space between words, no punctuation.
func fold(phrase string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(phrase)) {
		switch {
		case unicode.Is(unicode.Mn, r) && r != '\u3099' && r != '\u309A':
			// An accent. The two left out are the voicing marks of Japanese,
			// which make another letter: が is not か.
		case r == '\'' || r == '’':
			// Inside a word: "don't" is one.
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return norm.NFC.String(strings.Join(strings.Fields(b.String()), " "))
}

// holds says whether a phrase occurs in a text, as whole words. Japanese has
// no spaces, so there a part of the text will do.
func holds(text, phrase, language string) bool {
	return holdsFolded(fold(text), fold(phrase), language)
}

func holdsFolded(text, phrase, language string) bool {
	if language == "ja" {
		return strings.Contains(text, phrase)
	}
	return strings.Contains(" "+text+" ", " "+phrase+" ")
}
