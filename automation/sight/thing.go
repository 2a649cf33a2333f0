package sight

import (
	"fmt"
	"slices"
	"strings"
)

// Ref is a handle for one element. It is valid as long as the element exists; an
// element that replaces it gets another one.
type Ref int

// State is the state that a toggle shows.
type State string

// The states of a toggle. NoState is for a control that does not show its state.
const (
	On      State = "on"
	Off     State = "off"
	Mixed   State = "mixed"
	NoState State = ""
)

// ControlKind says how a control is operated.
type ControlKind string

// The kinds of control.
const (
	// Toggle is one thing that is on or off, whatever it looks like.
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

// Option is one of the values that a control offers.
type Option struct {
	Ref Ref `json:"ref"`
	// Text is its title. Help is the line below it, which explains and never decides.
	Text     string `json:"text"`
	Help     string `json:"help,omitempty"`
	Value    string `json:"value"`
	Selected bool   `json:"selected"`
	Disabled bool   `json:"disabled"`
	// Group is the heading of the option's group in a native list, "" without one.
	Group string `json:"group,omitempty"`
	// SetSize is the option's aria-setsize, 0 without one: the number of options in the
	// list, of which only some may be drawn.
	SetSize int `json:"setSize,omitempty"`
}

// Thing is what controls, buttons and texts have in common.
type Thing struct {
	Ref      Ref      `json:"ref"`
	Role     string   `json:"role"`
	Name     []string `json:"name"`
	Row      []string `json:"row"`
	Section  []string `json:"section"`
	Layer    Ref      `json:"layer"`
	Landmark Landmark `json:"landmark"`
	// Path holds the element's containers, outermost first, and the element itself.
	Path     []Ref             `json:"path"`
	Disabled bool              `json:"disabled"`
	Attrs    map[string]string `json:"attrs"`
	// CSS lists which of the selectors that were asked for match the element.
	CSS []int `json:"css"`
}

// Landmark is the part of a page that a thing is in, by its ARIA role.
type Landmark string

// The landmarks that are distinguished.
const (
	Banner      Landmark = "banner"
	Navigation  Landmark = "navigation"
	ContentInfo Landmark = "contentinfo"
	Search      Landmark = "search"
)

// InFrame says whether a thing is in what the site draws around all its pages, where
// the person's own menus are.
func (t Thing) InFrame() bool {
	return t.Landmark == Banner || t.Landmark == Navigation || t.Landmark == ContentInfo
}

// Beside says whether a thing is in that frame or in a search form, and so does not
// belong to what the page is about.
func (t Thing) Beside() bool { return t.InFrame() || t.Landmark == Search }

// Title returns the accessible name in one line or, without one, the text of the row.
func (t Thing) Title() string {
	if len(t.Name) > 0 {
		return strings.Join(t.Name, " ")
	}
	return strings.Join(t.Row, " ")
}

// Seen is a control as one look found it.
type Seen struct {
	Thing
	Kind  ControlKind `json:"kind"`
	State State       `json:"state"`
	Value string      `json:"value"`
	// Shown has the blocks of text of the value of a drop-down.
	Shown       []string `json:"shown,omitempty"`
	Options     []Option `json:"options"`
	Description string   `json:"description"`
	// Around are the paragraphs of the control's part of the page: those before its first
	// control, and those next to this one.
	Around []string `json:"around,omitempty"`
	// Signs are what is drawn beside a toggle and is no part of any text: named pictures,
	// emoji, what the accessibility tree does not have.
	Signs    []string `json:"signs,omitempty"`
	Expanded bool     `json:"expanded"`
	// SetSize is the aria-setsize of the control's row, 0 without one: the number of
	// rows in the list, of which only some may be drawn.
	SetSize int `json:"setSize,omitempty"`
	// Column is the header of the control's column, in a table in which some row has
	// several controls.
	Column string `json:"column,omitempty"`
	// Drawn are the texts that stand in a switch and are not its name ("ON").
	Drawn []string `json:"drawn,omitempty"`
	// Conflict says how two carriers of the control's state disagree, for people. Its
	// state and value are then not to be believed.
	Conflict string `json:"conflict,omitempty"`
	// Whole says that the list was opened and its options were read to the end. A look
	// does not find that out.
	Whole bool `json:"-"`
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

// Chosen returns the selected option, if exactly one is selected.
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

// Offers says whether the options of a control are all that it offers: a list was opened
// and read to its end, or always shows and is drawn as a whole.
func (s Seen) Offers() bool {
	if s.Kind == Popup || s.Kind == Select {
		return s.Whole
	}
	return !slices.ContainsFunc(s.Options, func(o Option) bool { return o.SetSize > len(s.Options) })
}

// Said returns the value of a control in the page's words.
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

// unvalued returns a control's name and row without the value that a combobox shows in
// them: a watch history set to "My Friends" is not a list of friends. The name of a
// button without a label is what it shows; other controls have no name from their
// content (ARIA: name from content).
func (s Seen) unvalued() (name, row []string) {
	if s.Kind != Popup || plain(s.Value) == "" {
		return s.Name, s.Row
	}
	name, row = s.Name, withoutLast(s.Row, s.Value)
	if len(name) > 1 || s.Role == "button" {
		name = withoutLast(name, s.Value)
	}
	return name, row
}

// withoutLast removes the last part that is the same text.
func withoutLast(parts []string, text string) []string {
	for i := len(parts) - 1; i >= 0; i-- {
		if SameText(parts[i], text) {
			return slices.Concat(parts[:i], parts[i+1:])
		}
	}
	return parts
}

// clip shortens a text for a message.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

// Shared returns how many containers two paths have in common.
func Shared(a, b []Ref) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
