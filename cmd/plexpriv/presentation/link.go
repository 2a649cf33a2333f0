package presentation

import (
	"net/url"
	"regexp"
	"strings"
)

// Stretch is a part of a text. Link is where it leads, or "".
type Stretch struct{ Text, Link string }

// address is one in a text, without the period that ends the sentence.
var address = regexp.MustCompile(`https://[^\s"<>]*[^\s"<>.,;:)]`)

// Linked splits a text at the addresses in it. Those of Plex and that of our own issues
// become links.
func Linked(text string) []Stretch {
	var out []Stretch
	at := 0
	for _, m := range address.FindAllStringIndex(text, -1) {
		found := text[m[0]:m[1]]
		link := SafeLink(found)
		if found == Issues {
			link = found
		}
		out = append(out, Stretch{Text: text[at:m[0]]}, Stretch{found, link})
		at = m[1]
	}
	return append(out, Stretch{Text: text[at:]})
}

// SafeLink returns an address of Plex without a query, or "" for any other. Only such an
// address becomes a link.
func SafeLink(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.User != nil || u.RawQuery != "" {
		return ""
	}
	if host := u.Hostname(); host != "plex.tv" && !strings.HasSuffix(host, ".plex.tv") {
		return ""
	}
	return address
}
