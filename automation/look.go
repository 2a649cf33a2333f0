package automation

import (
	"context"
	"fmt"
	"strings"
)

// Ref is a handle on one element. It dies with the element: what is drawn in
// its place has another.
type Ref int

// State is what a toggle says of itself.
type State string

// The states of a toggle. NoState is a control that does not say.
const (
	On      State = "on"
	Off     State = "off"
	Mixed   State = "mixed"
	NoState State = ""
)

// ControlKind is how a control is operated.
type ControlKind string

// The kinds of control.
const (
	// Toggle is one thing that is on or off, whatever draws it.
	Toggle ControlKind = "toggle"
	// Radios is a group of radio buttons, of which one is chosen.
	Radios ControlKind = "radios"
	// Select is a native drop-down list.
	Select ControlKind = "select"
	// Listbox is a list that always shows.
	Listbox ControlKind = "listbox"
	// Popup is a button or box that opens a list.
	Popup ControlKind = "popup"
	// Buttons is a group of buttons, one of which is pressed.
	Buttons ControlKind = "buttons"
)

// Option is one of the values a control offers.
type Option struct {
	Ref      Ref    `json:"ref"`
	Text     string `json:"text"`
	Value    string `json:"value"`
	Selected bool   `json:"selected"`
	Disabled bool   `json:"disabled"`
}

// Thing is what controls, buttons and texts have in common.
type Thing struct {
	Ref      Ref      `json:"ref"`
	Role     string   `json:"role"`
	Name     []string `json:"name"`
	Row      []string `json:"row"`
	Section  []string `json:"section"`
	Layer    Ref      `json:"layer"`
	Landmark string   `json:"landmark"`
	// Path holds the element's containers, outermost first, and itself.
	Path     []Ref             `json:"path"`
	Disabled bool              `json:"disabled"`
	Attrs    map[string]string `json:"attrs"`
	// CSS lists which of the asked-for selectors the element matches.
	CSS []int `json:"css"`
}

// Title is the thing's accessible name in one line, or else its row's text.
func (t Thing) Title() string {
	if len(t.Name) > 0 {
		return strings.Join(t.Name, " ")
	}
	return strings.Join(t.Row, " ")
}

// Seen is a control as one look found it.
type Seen struct {
	Thing
	Kind        ControlKind `json:"kind"`
	State       State       `json:"state"`
	Value       string      `json:"value"`
	Options     []Option    `json:"options"`
	Description string      `json:"description"`
	Expanded    bool        `json:"expanded"`
	// SetSize is of how many rows the control's row says to be one, 0 where it
	// says nothing: the length of a list of which only a part is drawn.
	SetSize int `json:"setSize,omitempty"`
	// Column is the head of the control's column, in a table of which some row has
	// several controls.
	Column string `json:"column,omitempty"`
}

// String describes a control for people: `switch "Send playback data" (on)`.
func (s Seen) String() string {
	said := string(s.State)
	if o, ok := s.Chosen(); ok {
		said = o.Text
	} else if s.Value != "" {
		said = s.Value
	}
	if said == "" {
		said = "no state"
	}
	if s.Disabled {
		said += ", disabled"
	}
	return fmt.Sprintf("%s %q (%s)", s.Role, clip(s.Title(), 80), clip(said, 40))
}

// Chosen is the option that is selected, where exactly one is.
func (s Seen) Chosen() (Option, bool) {
	var found []Option
	for _, o := range s.Options {
		if o.Selected {
			found = append(found, o)
		}
	}
	if len(found) != 1 {
		return Option{}, false
	}
	return found[0], true
}

// Said is the value a control shows, in the page's words.
func (s Seen) Said() string {
	if s.Kind == Toggle {
		return string(s.State)
	}
	if o, ok := s.Chosen(); ok {
		return o.Text
	}
	if len(s.Options) > 0 {
		return ""
	}
	return s.Value
}

// Press is a button or link as one look found it.
type Press struct {
	Thing
	// Expanded is "true" or "false" for a disclosure, else empty.
	Expanded string `json:"expanded"`
	// Selected is the one of several tabs or page numbers that is shown.
	Selected bool `json:"selected,omitempty"`
}

// Text is an element that says one of the asked-for phrases and nothing else.
type Text struct {
	Ref Ref `json:"ref"`
	// Phrase is the index of what was asked for.
	Phrase int   `json:"phrase"`
	Path   []Ref `json:"path"`
	Layer  Ref   `json:"layer"`
	// Interactive is the nearest thing around it that a person would press, 0 if none.
	Interactive Ref `json:"interactive"`
}

// Layer is something that lies over the page.
type Layer struct {
	Ref Ref `json:"ref"`
	// Kind is dialog, cover (most of the view) or bar (as wide as the view).
	Kind   string `json:"kind"`
	Name   string `json:"name"`
	Text   string `json:"text"`
	Inside Ref    `json:"inside"`
	Modal  bool   `json:"modal"`
}

// Heading is one of the page's headings.
type Heading struct {
	Level int    `json:"level"`
	Text  string `json:"text"`
}

// Frame is an embedded document of another origin, which is not looked into.
type Frame struct {
	Src   string `json:"src"`
	Title string `json:"title"`
	// Width and Height are those of its box, in CSS pixels.
	Width  float64 `json:"width,omitempty"`
	Height float64 `json:"height,omitempty"`
}

// Ask says what a look should bring back besides controls and buttons.
type Ask struct {
	// CSS selectors to test every control and button against.
	CSS []string `json:"css,omitempty"`
	// Texts to find as elements that say nothing else.
	Texts []string `json:"texts,omitempty"`
	// Text asks for all visible text.
	Text bool `json:"text,omitempty"`
	// Rows asks for the row text of buttons too.
	Rows bool `json:"rows,omitempty"`
}

// Look is everything one look at the tab found.
type Look struct {
	URL      string    `json:"url"`
	Origin   string    `json:"origin"`
	Title    string    `json:"title"`
	Lang     string    `json:"lang"`
	Ready    string    `json:"ready"`
	Busy     bool      `json:"busy"`
	Headings []Heading `json:"headings"`
	Frames   []Frame   `json:"frames"`
	Layers   []Layer   `json:"layers"`
	Controls []Seen    `json:"controls"`
	Buttons  []Press   `json:"buttons"`
	Texts    []Text    `json:"texts"`
	// Marks says for each asked-for selector whether anything visible matches it.
	Marks []bool `json:"marks"`
	// Text is all visible text, one string per block.
	Text []string `json:"text"`
}

// Layer gives the layer a thing stands in; the zero Layer for the page itself.
func (l *Look) Layer(ref Ref) Layer {
	for _, x := range l.Layers {
		if x.Ref == ref {
			return x
		}
	}
	return Layer{}
}

// Look looks at the tab once.
func (t *Tab) Look(ctx context.Context, ask Ask) (*Look, error) {
	var l struct {
		Look
		Secretive []Ref `json:"secretive"`
	}
	err := t.call(ctx, &l, "look", ask)
	if err == nil && len(l.Secretive) > 0 {
		err = t.call(ctx, &l, "look", informed{ask, t.interrogate(ctx, l.Secretive)})
	}
	if err != nil {
		return nil, fmt.Errorf("look at the page: %w", err)
	}
	l.Controls = foldButtons(l.Controls)
	return &l.Look, nil
}

// Choices lists what an open popup offers.
func (t *Tab) Choices(ctx context.Context, opener Ref) ([]Option, error) {
	var out []Option
	if err := t.call(ctx, &out, "choicesOf", opener); err != nil {
		return nil, fmt.Errorf("read the list: %w", err)
	}
	return out, nil
}

// foldButtons joins two or more pressable buttons of one container, of which at
// most one is pressed, into a single choice, as a "Yes | No" pair is meant.
func foldButtons(in []Seen) []Seen {
	groups := map[Ref][]int{}
	for i, c := range in {
		if c.Kind == Toggle && c.Role == "button" && len(c.Path) > 1 {
			parent := c.Path[len(c.Path)-2]
			groups[parent] = append(groups[parent], i)
		}
	}
	drop := map[int]bool{}
	var out []Seen
	for i, c := range in {
		if drop[i] {
			continue
		}
		if c.Kind == Toggle && c.Role == "button" && len(c.Path) > 1 {
			if g := groups[c.Path[len(c.Path)-2]]; len(g) > 1 && pressed(in, g) <= 1 {
				c = joined(in, g)
				for _, j := range g {
					drop[j] = true
				}
			}
		}
		out = append(out, c)
	}
	return out
}

func pressed(in []Seen, group []int) int {
	n := 0
	for _, i := range group {
		if in[i].State == On {
			n++
		}
	}
	return n
}

func joined(in []Seen, group []int) Seen {
	first := in[group[0]]
	c := Seen{Thing: first.Thing, Kind: Buttons, Description: first.Description}
	c.Role, c.Disabled = "group", true
	names := map[string]bool{}
	for _, i := range group {
		m := in[i]
		c.Options = append(c.Options, Option{Ref: m.Ref, Text: strings.Join(m.Name, " "), Selected: m.State == On, Disabled: m.Disabled})
		c.Disabled = c.Disabled && m.Disabled
		names[plain(strings.Join(m.Name, " "))] = true
	}
	// What names the group is the text beside it, not that of its buttons.
	var row []string
	for _, r := range first.Row {
		if !names[plain(r)] {
			row = append(row, r)
		}
	}
	c.Name, c.Row = nil, row
	if len(row) == 0 && len(c.Section) > 0 {
		c.Name = c.Section[:1]
	}
	return c
}

// clip shortens a text for a message.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
