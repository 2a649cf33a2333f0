package reading

import (
	"sync"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/meaning"
	"github.com/plexpriv/plexpriv/selectors"
)

// pageWords are the names by which a page calls itself and its parts.
type pageWords struct {
	// headings are those of the page. parts are the headings that the catalogue presses to
	// open a part of it: such a heading names the part, as those of the page do.
	headings, parts []string
	// known caches, by heading, whether it is one of them.
	known sync.Map
}

// namedPages caches the names of each page.
type namedPages struct{ byPage sync.Map }

// words returns the names of a page.
func (n *namedPages) words(page *selectors.Page) *pageWords {
	if w, ok := n.byPage.Load(page); ok {
		return w.(*pageWords)
	}
	w := &pageWords{headings: page.Headings.All()}
	for _, r := range page.Reveal {
		w.parts = append(w.parts, NamesIn(r.Locators)...)
	}
	kept, _ := n.byPage.LoadOrStore(page, w)
	return kept.(*pageWords)
}

// owns says whether a heading is one of the page's own, or of its parts.
func (w *pageWords) owns(words *meaning.Vocabulary, heading string) bool {
	if is, ok := w.known.Load(heading); ok {
		return is.(bool)
	}
	is := w.names(words, heading) || sight.IsPhrase(heading, w.parts)
	w.known.Store(heading, is)
	return is
}

// names says whether a heading names the page. "Muted Marketing Emails" has one of its
// names in it, but says something else.
func (w *pageWords) names(words *meaning.Vocabulary, heading string) bool {
	own, ok := sight.FindPhrase(heading, w.headings)
	return ok && (words.Turns(own) || !words.Turns(heading))
}
