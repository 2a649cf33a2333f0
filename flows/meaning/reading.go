package meaning

import "github.com/plexpriv/plexpriv/automation/sight"

// Polarity says what "on" means for a control, whose title may be a negation.
type Polarity int

// The polarities. Undecided is for a wording that could mean either.
const (
	Undecided Polarity = iota
	// Plain: "on" means that the thing in the title happens.
	Plain
	// Negated: "on" means that it does not happen ("Do not sell my data").
	Negated
)

// Means converts the state of a control to whether the thing happens.
func (p Polarity) Means(s sight.State) sight.State {
	switch {
	case s != sight.On && s != sight.Off || p == Undecided:
		return sight.NoState
	case p == Plain:
		return s
	case s == sight.On:
		return sight.Off
	}
	return sight.On
}

// Reading is what a wording says. Why is empty unless the polarity is undecided.
type Reading struct {
	Polarity Polarity
	Why      string
}

func refused(why string) Reading { return Reading{Why: why} }

// Label is everything that a page says of one control.
type Label struct {
	// Title has the blocks of the accessible name or, without one, of the row. The first
	// is the title; the others help.
	Title []string
	// Beside has the blocks beside a control that has a name of its own.
	Beside []string
	// Help are texts that explain the control: its description, paragraphs around it.
	Help []string
	// Signs are what is drawn beside the control and is no part of any text.
	Signs []string
	// Headings are those above the control, nearest first. PageHeadings of them name the
	// page, not the control.
	Headings     []string
	PageHeadings []string
	// State is what the control shows, if it shows on or off: a label may repeat it.
	State sight.State
	// Asked says that the title may be a question, because options answer it.
	Asked bool
}
