package inspect

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// scrubber removes from a page what is known to be personal, and what looks like it.
type scrubber struct{ known []*regexp.Regexp }

// Scrub returns a function that removes from a text what is known to be personal, and
// what looks like it.
func Scrub(known ...string) func(string) string { return newScrubber(known).text }

// newScrubber makes a scrubber for an account whose names and numbers are known. It also
// removes parts of a name, because pages greet people by their first name.
func newScrubber(known []string) *scrubber {
	forms := map[string]string{}
	add := func(name string, whole bool) {
		if name = strings.TrimSpace(name); name == "" || strings.EqualFold(name, "plex") {
			return
		}
		for _, form := range []string{name, url.QueryEscape(name), url.PathEscape(name), strings.ReplaceAll(name, " ", "-"), strings.ReplaceAll(name, " ", "_")} {
			forms[form] = pattern(form, whole)
		}
	}
	for _, k := range known {
		k = strings.TrimSpace(k)
		if len([]rune(k)) < 2 {
			continue // replacing a single letter would replace most of the page
		}
		add(k, mayBeAWord(k))
		for _, part := range strings.Fields(k) {
			if part != k && len([]rune(part)) > 2 && !strings.Contains(k, "@") {
				add(part, true)
			}
		}
	}
	// The longest first: an address before the name that it begins with.
	order := slices.Sorted(maps.Keys(forms))
	sort.SliceStable(order, func(i, j int) bool { return len(order[i]) > len(order[j]) })
	s := &scrubber{}
	for _, form := range order {
		s.known = append(s.known, regexp.MustCompile(forms[form]))
	}
	return s
}

// mayBeAWord says whether a name may also be a part of an ordinary word, as "mark" is of
// "bookmark". A longer name, a number or a token is removed wherever it stands.
func mayBeAWord(name string) bool {
	const longestWord = 8
	return len([]rune(name)) < longestWord && !strings.ContainsAny(name, "0123456789@")
}

// pattern returns an expression that matches a name in any case: anywhere, or only as a
// whole word. In scripts without spaces, a word has no ends.
func pattern(name string, whole bool) string {
	begin, end := "", ""
	if r := []rune(name); whole {
		if spaced(r[0]) {
			begin = `(?:^|[^\p{L}\p{N}])`
		}
		if spaced(r[len(r)-1]) {
			end = `(?:$|[^\p{L}\p{N}])`
		}
	}
	return `(?i)(` + begin + `)` + regexp.QuoteMeta(name) + `(` + end + `)`
}

func spaced(r rune) bool {
	return !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// personal is what looks personal on any page.
var personal = []struct {
	like *regexp.Regexp
	as   string
}{
	{regexp.MustCompile(`\?[\w.%\[\]-]+=[^\s"'<>]*`), "?<query>"},
	{regexp.MustCompile(`[\p{L}\p{N}._+*-]+%40[\p{L}\p{N}.-]+\.\p{L}{2,}`), "<email>"},
	{regexp.MustCompile(`[\p{L}\p{N}._%+*-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}`), "<email>"},
	{regexp.MustCompile(`(?i)\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`), "<id>"},
	{regexp.MustCompile(`\b\d{1,3}(?:\.\d{1,3}){3}\b`), "<address>"},
	{regexp.MustCompile(`(?i)\b[0-9a-f]{12,}\b`), "<id>"},
	{regexp.MustCompile(`\b\d{5,}\b`), "<number>"},
	// A token: letters and digits mixed. What a page calls its parts is shorter, or has no
	// digits.
	{regexp.MustCompile(`\b(?:[A-Za-z]+\d|\d+[A-Za-z])[A-Za-z0-9_]{14,}\b`), "<token>"},
	{regexp.MustCompile(`\+?\d[\d ()/-]{7,}\d`), "<number>"},
}

// text scrubs one text.
func (s *scrubber) text(t string) string {
	for _, k := range s.known {
		// Twice, because the match of one name consumes the space before the next.
		for range 2 {
			t = k.ReplaceAllString(t, "${1}<name>${2}")
		}
	}
	t = outcome.HideServers(t)
	for _, p := range personal {
		t = p.like.ReplaceAllString(t, p.as)
	}
	return t
}

// aboutAPerson matches the path of an address that leads to a person.
var aboutAPerson = regexp.MustCompile(`(?i)(?:^|/)(?:u|users?|profiles?|friends?|people|person|members?)/[^/?#]+/?(?:[?#].*)?$`)

// people returns the names of the people that a page links to, such as friends in a list.
func (c *Content) people() []string {
	var out []string
	for _, b := range c.Buttons {
		if b.Role == "link" && aboutAPerson.MatchString(b.Attrs["href"]) {
			out = append(out, b.Name...)
		}
	}
	return out
}

// page scrubs every text of a saved page, wherever it is.
func (s *scrubber) page(in *SavedPage) (*SavedPage, error) {
	text, err := plainJSON(in)
	if err != nil {
		return nil, fmt.Errorf("scrub the page: %w", err)
	}
	var doc map[string]any
	if err := json.Unmarshal(text, &doc); err != nil {
		return nil, fmt.Errorf("scrub the page: %w", err)
	}
	for key, v := range doc {
		switch key {
		case "page", "catalogue", "taken", "css", "status", "fingerprint":
			// These come from us, not from the page.
		default:
			doc[key] = s.walk(v)
		}
	}
	if text, err = plainJSON(doc); err != nil {
		return nil, fmt.Errorf("scrub the page: %w", err)
	}
	return DecodeSaved(text)
}

func (s *scrubber) walk(v any) any {
	switch v := v.(type) {
	case string:
		return s.text(v)
	case []any:
		for i := range v {
			v[i] = s.walk(v[i])
		}
	case map[string]any:
		for key, item := range v {
			switch key {
			case "setting", "control", "result", "role", "kind", "state":
				continue // comes from us
			case "href", "src":
				if address, ok := item.(string); ok {
					item, _, _ = strings.Cut(address, "?")
				}
			}
			v[key] = s.walk(item)
		}
	}
	return v
}
