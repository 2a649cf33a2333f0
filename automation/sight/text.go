package sight

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plain folds a text for comparison: no accents, lower case, one space between words,
// no punctuation, "&" as "and". "Don't" becomes "dont".
func plain(s string) string {
	if p, ok := folded.Load(s); ok {
		return p.(string)
	}
	p := foldText(s)
	if len(s) <= longestPhrase {
		folded.Store(s, p)
	}
	return p
}

// Fold folds a text as phrases are folded for comparison: no accents, lower case, one
// space between words, no punctuation.
func Fold(s string) string { return plain(s) }

// folded caches folded texts: several times a second, a look compares every control
// with the same few thousand phrases of the catalogue. Long texts come from a page and
// are not asked for again.
var folded sync.Map

const longestPhrase = 120

func foldText(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.M, r), r == '\'', r == '’', r == '‘', r == '`', unseen(r):
		case unicode.IsLetter(r), unicode.IsNumber(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteString(strings.ToLower(string(r)))
		case r == '&':
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString("and")
			space = true
		default:
			space = true
		}
	}
	return b.String()
}

// unseen says whether r is invisible: a mark where a word may, or may not, be broken.
func unseen(r rune) bool {
	return r == '\u00ad' || r >= '\u200b' && r <= '\u200d' || r == '\u2060' || r == '\ufeff'
}

// SameText says whether two texts read the same to a person.
func SameText(a, b string) bool { return plain(a) == plain(b) }

// HasPhrase says whether a text contains one of the phrases as whole words.
func HasPhrase(text string, phrases []string) bool {
	_, ok := FindPhrase(text, phrases)
	return ok
}

// FindPhrase returns the longest of the phrases that a text contains as whole words.
func FindPhrase(text string, phrases []string) (string, bool) {
	t := plain(text)
	best, length := "", 0
	for _, p := range phrases {
		if q := foldedPhrase(p); len(q) > length && indexPhrase(t, q) >= 0 {
			best, length = p, len(q)
		}
	}
	return best, length > 0
}

// IsPhrase says whether a text is one of the phrases and nothing else.
func IsPhrase(text string, phrases []string) bool {
	t := plain(text)
	for _, p := range phrases {
		if t == foldedPhrase(p) {
			return true
		}
	}
	return false
}

// indexPhrase finds a folded phrase in a folded text at word boundaries. In scripts
// without spaces between words, every position is a boundary.
func indexPhrase(text, phrase string) int {
	if phrase == "" || !strings.Contains(text, phrase) {
		return -1
	}
	if unspaced(phrase) {
		return strings.Index(text, phrase)
	}
	for from := 0; ; {
		i := strings.Index(text[from:], phrase)
		if i < 0 {
			return -1
		}
		i += from
		end := i + len(phrase)
		if wordEnds(text[:i], lastRune) && wordEnds(text[end:], firstRune) {
			return i
		}
		from = i + 1
	}
}

// wordEnds says whether a word ends at this side of a text: at a space, at the end of
// the text, or where a script without spaces begins ("Cookieを使用します").
func wordEnds(beside string, next func(string) rune) bool {
	return beside == "" || next(beside) == ' ' || withoutSpaces(next(beside))
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }
func lastRune(s string) rune  { r, _ := utf8.DecodeLastRuneInString(s); return r }

func unspaced(s string) bool {
	return strings.ContainsFunc(s, withoutSpaces)
}

func withoutSpaces(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

var (
	// contraction matches an English "not". The apostrophe distinguishes it from French
	// "dont".
	contraction = regexp.MustCompile(`(?i)(\pL)n['’]t\b`)
	// elision matches a short Romance word before a vowel: "m'oppose", "l'opposition".
	elision = regexp.MustCompile(`(?i)\b([cdjlmnst]|qu)['’](\pL)`)
)

// Statement folds a text for reading what it says: as Fold does, but "don't" is "do not",
// and French and Italian words that are joined by an apostrophe are separated.
func Statement(s string) string {
	if strings.ContainsAny(s, "'’") {
		s = contraction.ReplaceAllString(s, "$1 not")
		s = elision.ReplaceAllString(s, "$1 $2")
	}
	return foldText(s)
}

// foldedPhrases caches the phrases of the catalogue, which are few, and folded again and
// again.
var foldedPhrases sync.Map

func foldedPhrase(p string) string {
	if f, ok := foldedPhrases.Load(p); ok {
		return f.(string)
	}
	f := plain(p)
	foldedPhrases.Store(p, f)
	return f
}
