package report

import (
	"regexp"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
)

// stretch is a part of a text. Link is where it leads, or "".
type stretch struct{ Text, Link string }

// address is one in a text, without the period that ends the sentence.
var address = regexp.MustCompile(`https://[^\s"<>]*[^\s"<>.,;:)]`)

// linked splits a text at the addresses in it. Those of Plex and that of our own issues
// become links.
func linked(text string) []stretch {
	var out []stretch
	at := 0
	for _, m := range address.FindAllStringIndex(text, -1) {
		found := text[m[0]:m[1]]
		link := safeLink(found)
		if found == presentation.Issues {
			link = found
		}
		out = append(out, stretch{Text: text[at:m[0]]}, stretch{found, link})
		at = m[1]
	}
	return append(out, stretch{Text: text[at:]})
}
