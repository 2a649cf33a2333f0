package flows

import (
	"encoding/json"
	"fmt"
	"regexp"
	"sort"
	"strings"
)

// scrubber takes out of a page what is personal: what is known to be, and what
// looks like it.
type scrubber struct{ known []string }

// newScrubber is for an account whose names and numbers are known.
func newScrubber(known []string) *scrubber {
	s := &scrubber{}
	for _, k := range known {
		// A name of a letter or two would take half the page with it.
		if k = strings.TrimSpace(k); len([]rune(k)) > 2 {
			s.known = append(s.known, k)
		}
	}
	// The longest first: an address before the name that it begins with.
	sort.Slice(s.known, func(i, j int) bool { return len(s.known[i]) > len(s.known[j]) })
	return s
}

// What looks personal on any page.
var personal = []struct {
	like *regexp.Regexp
	as   string
}{
	{regexp.MustCompile(`[\p{L}\p{N}._%+*-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}`), "<e-mail>"},
	{regexp.MustCompile(`(?i)\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`), "<id>"},
	{regexp.MustCompile(`\b\d{1,3}(?:\.\d{1,3}){3}\b`), "<address>"},
	{regexp.MustCompile(`(?i)\b[0-9a-f]{12,}\b`), "<id>"},
	{regexp.MustCompile(`\b\d{5,}\b`), "<number>"},
	// A token: letters and digits mixed, without a word's vowels and hyphens in
	// mind; what a page calls its parts is shorter or has no digits.
	{regexp.MustCompile(`\b(?:[A-Za-z]+\d|\d+[A-Za-z])[A-Za-z0-9_]{14,}\b`), "<token>"},
	{regexp.MustCompile(`\+?\d[\d ()/-]{7,}\d`), "<number>"},
}

// text scrubs one text.
func (s *scrubber) text(t string) string {
	for _, k := range s.known {
		t = replaceFold(t, k, "<name>")
	}
	for _, p := range personal {
		t = p.like.ReplaceAllString(t, p.as)
	}
	return t
}

// replaceFold replaces every occurrence, whatever its case.
func replaceFold(t, old, with string) string {
	return regexp.MustCompile(`(?i)`+regexp.QuoteMeta(old)).ReplaceAllLiteralString(t, with)
}

// page scrubs every text of a saved page, wherever it stands.
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
			// These are ours, not the page's.
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
				continue // ours
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
