package inspect

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// SavedFormat is the version of the file that inspect writes.
const SavedFormat = 1

// SavedPage is what a page looked like, without anything personal: enough to see
// what became of the controls that the catalogue describes, and to try another
// description on it.
type SavedPage struct {
	Format int `json:"format"`
	// Page is the id of the page in the catalogue of the given version.
	Page      string                  `json:"page"`
	Catalogue outcome.CatalogueReport `json:"catalogue"`
	Taken     string                  `json:"taken"`
	URL       string                  `json:"url"`
	Lang      string                  `json:"lang"`
	Status    outcome.PageStatus      `json:"status"`
	Detail    string                  `json:"detail"`
	// Fingerprint compares the page with the marks by which the catalogue knows it.
	Fingerprint Fingerprint `json:"fingerprint"`
	Findings    []Finding   `json:"findings"`
	Content
}

// Content is what a page held. In the document its fields stand among those of the
// page, so it is embedded there.
type Content struct {
	// Controls and Buttons are what the page holds; Layers what lies over it.
	Controls []sight.Seen    `json:"controls"`
	Buttons  []sight.Press   `json:"buttons"`
	Layers   []sight.Layer   `json:"layers"`
	Headings []sight.Heading `json:"headings"`
	Frames   []sight.Frame   `json:"frames"`
	// CSS are the selectors that the controls were tested against.
	CSS []string `json:"css"`
}

// Fingerprint compares the marks by which a page is known.
type Fingerprint struct {
	// Address and Heading say whether the page is where it should be, and shows
	// one of its own headings.
	Address bool `json:"address"`
	Heading bool `json:"heading"`
	// Expected is the number of controls that must be there, Matched how many of
	// them are, and Unclaimed how many others the page has.
	Expected  int `json:"expected"`
	Matched   int `json:"matched"`
	Unclaimed int `json:"unclaimed"`
}

// Finding is what became of one control of the catalogue.
type Finding struct {
	Setting string `json:"setting"`
	Control string `json:"control"`
	// Result is not_found, ambiguous, unreadable or not_offered; empty where the
	// control was found and read.
	Result outcome.Result `json:"result,omitempty"`
	// Label and Value are what was found there.
	Label     string `json:"label,omitempty"`
	Value     string `json:"value,omitempty"`
	Candidate int    `json:"candidate,omitempty"`
	// Expected is what was looked for.
	Expected string `json:"expected,omitempty"`
	// Near are the sections' other controls, where nothing was found.
	Near      []string   `json:"near,omitempty"`
	Proposals []Proposal `json:"proposals,omitempty"`
}

// Proposal is a control that may be the one a finding misses.
type Proposal struct {
	Label    string `json:"label"`
	Language string `json:"language"`
	Role     string `json:"role"`
	// Score ranks proposals; Evidence says where it comes from.
	Score    int      `json:"score"`
	Evidence []string `json:"evidence"`
}

// Encode writes a saved page with one line for each control, so that a person can read it
// through before passing it on.
func (s *SavedPage) Encode() ([]byte, error) {
	var doc map[string]json.RawMessage
	text, err := plainJSON(s)
	if err != nil {
		return nil, fmt.Errorf("encode the page: %w", err)
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		return nil, fmt.Errorf("encode the page: %w", err)
	}
	var b bytes.Buffer
	b.WriteString("{\n")
	keys := []string{"format", "page", "catalogue", "taken", "url", "lang", "status", "detail", "fingerprint", "findings", "controls", "buttons", "layers", "headings", "frames", "css"}
	for i, key := range keys {
		fmt.Fprintf(&b, "  %q: ", key)
		var items []json.RawMessage
		if json.Unmarshal(doc[key], &items) != nil || len(items) == 0 {
			b.Write(doc[key])
		} else {
			b.WriteString("[\n")
			for j, item := range items {
				b.WriteString("    ")
				b.Write(item)
				b.WriteString(comma(j, len(items)))
			}
			b.WriteString("  ]")
		}
		b.WriteString(comma(i, len(keys)))
	}
	b.WriteString("}\n")
	return b.Bytes(), nil
}

func comma(i, n int) string {
	if i < n-1 {
		return ",\n"
	}
	return "\n"
}

// plainJSON does not escape "<" and "&", because people read the file.
func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

// pageID matches the id of a page. It stands in messages, and whoever sent the file must not
// write lines of their own there.
var pageID = regexp.MustCompile(`^[\pL\pN][\pL\pN._-]*$`)

// DecodeSaved reads what Encode wrote.
func DecodeSaved(text []byte) (*SavedPage, error) {
	s := &SavedPage{}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	var format struct {
		Format int `json:"format"`
	}
	switch err := json.Unmarshal(text, &format); {
	case err != nil:
		return nil, fmt.Errorf("this is not a page that inspect wrote: %w", err)
	case format.Format != SavedFormat:
		return nil, fmt.Errorf("this page is in format %d, and this version reads format %d", format.Format, SavedFormat)
	}
	if err := d.Decode(s); err != nil {
		return nil, fmt.Errorf("this is not a page that inspect wrote: %w", err)
	}
	switch {
	case s.Page == "":
		return nil, fmt.Errorf("this is not a page that inspect wrote: it does not say which")
	case !pageID.MatchString(s.Page):
		return nil, fmt.Errorf("this is not a page that inspect wrote: %.40q is not the id of one", s.Page)
	}
	return s, nil
}

// Look returns the saved page as a look. CSS selectors that the page was not tested
// against match nothing.
func (s *SavedPage) Look(selectors []string) *sight.Look {
	l := &sight.Look{
		URL: s.URL, Lang: s.Lang, Ready: sight.Complete, Headings: s.Headings, Frames: s.Frames, Layers: s.Layers,
		Controls: append([]sight.Seen{}, s.Controls...), Buttons: append([]sight.Press{}, s.Buttons...),
		Marks: make([]bool, len(selectors)),
	}
	index := map[int]int{}
	for old, selector := range s.CSS {
		for now, wanted := range selectors {
			if selector == wanted {
				index[old] = now
			}
		}
	}
	remap := func(t *sight.Thing) {
		var out []int
		for _, old := range t.CSS {
			if now, ok := index[old]; ok {
				out = append(out, now)
			}
		}
		t.CSS = out
	}
	for i := range l.Controls {
		remap(&l.Controls[i].Thing)
	}
	for i := range l.Buttons {
		remap(&l.Buttons[i].Thing)
	}
	return l
}

// Untested returns the CSS selectors of a page that a saved page was not tested against.
func (c *Content) Untested(p *selectors.Page) []string {
	var out []string
	for _, selector := range reading.CSS(p) {
		if !strings.Contains("\n"+strings.Join(c.CSS, "\n")+"\n", "\n"+selector+"\n") {
			out = append(out, selector)
		}
	}
	return out
}
