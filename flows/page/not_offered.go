package page

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/selectors"
)

// notOffered returns the phrase by which a page says that Plex does not offer it here; ""
// if it says nothing like that. text is the page's own text, without what frames it.
//
// A sentence counts only if it is about this page: each of its words is a part of the
// phrase, a word such as "this page", or a word of the page's own title, headings and
// controls. "Some Live TV channels are not available in your country" says nothing about
// an email page. Nor does "This feature is not available in your country" below a heading
// that is not the page's.
func notOffered(pg *selectors.Page, words *selectors.Words, text []string, headings []sight.Heading) string {
	about := aboutPage(pg, words)
	elsewhere := false
	for _, block := range text {
		if i := slices.IndexFunc(headings, func(h sight.Heading) bool { return sight.SameText(h.Text, block) }); i >= 0 {
			elsewhere = headings[i].Level > 1 && !within(block, "", about)
		}
		if elsewhere {
			continue
		}
		for _, sentence := range sentences(block) {
			phrase, ok := sight.FindPhrase(sentence, words.NotOffered.All())
			if ok && within(sentence, phrase, about) {
				return phrase
			}
		}
	}
	return ""
}

// within says whether all words of a sentence are known ones, those of the phrase aside.
// What follows a phrase that leads to a list ("only available to residents of") may be
// anything.
func within(sentence, phrase string, about map[string]bool) bool {
	before, after, ok := strings.Cut(sight.Fold(sentence), sight.Fold(phrase))
	if !ok {
		return false
	}
	if leads(phrase) {
		after = ""
	}
	for _, word := range strings.Fields(before + " " + after) {
		if !about[word] && !spelledWithoutSpaces(word, about) {
			return false
		}
	}
	return true
}

// leads says whether a phrase ends with a word that is not the end of its sentence.
func leads(phrase string) bool {
	for _, end := range []string{" of", " von", " to"} {
		if strings.HasSuffix(phrase, end) {
			return true
		}
	}
	return false
}

// spelledWithoutSpaces says whether a word of a script without spaces consists of known
// words.
func spelledWithoutSpaces(word string, about map[string]bool) bool {
	if !strings.ContainsFunc(word, func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }) {
		return false
	}
	longestFirst := slices.SortedFunc(maps.Keys(about), func(a, b string) int { return len(b) - len(a) })
	for _, known := range longestFirst {
		word = strings.ReplaceAll(word, known, "")
	}
	return word == ""
}

// sentences parts a text at the marks that end a sentence.
func sentences(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".!?。！？\n", r) })
}

// aboutPage are the folded words that a sentence about a page may have.
func aboutPage(pg *selectors.Page, words *selectors.Words) map[string]bool {
	out := map[string]bool{}
	add := func(texts ...string) {
		for _, t := range texts {
			for _, word := range strings.Fields(sight.Fold(t)) {
				out[word] = true
			}
		}
	}
	add(words.ThisPage.All()...)
	add(pg.Title)
	add(pg.Headings.All()...)
	for _, s := range pg.Settings {
		for _, c := range s.Controls {
			for _, l := range c.Locators {
				add(l.Name.All()...)
			}
		}
	}
	return out
}
