package page

import "time"

// Pace holds the waits of a run. They follow from what pages may take, and are not tuned
// to one of them.
type Pace struct {
	// Rest is how long a value must stay the same, with no request under way,
	// before it is believed. Plex paints its boxes "checked" before the
	// account's value arrives.
	Rest time.Duration
	// ShortRest is the same where the page's own traffic names the same values.
	ShortRest time.Duration
	// Patience is how long to look for a control that is not there.
	Patience time.Duration
	// Page bounds the reading of one page.
	Page time.Duration
	// Act bounds the wait for the effect of one click, and of a save.
	Act time.Duration
	// Debounce is how long a page may sit on a change before it begins to save it.
	// LongDebounce is the same when it seems to have been left too early before.
	Debounce, LongDebounce time.Duration
	// Look is the pause between two looks.
	Look time.Duration
}

// DefaultPace is what the commands use.
var DefaultPace = Pace{
	Rest:      2 * time.Second,
	ShortRest: 300 * time.Millisecond,
	Patience:  4 * time.Second,
	Page:      30 * time.Second,
	Act:       6 * time.Second,
	Debounce:  5 * time.Second,
	Look:      120 * time.Millisecond,

	LongDebounce: 7 * time.Second,
}

// The pauses that follow from those of a pace.

// poll is the pause before asking again whether the requests of a page have ended.
func (p Pace) poll() time.Duration { return p.Look / 3 }

// hold is how long no other look is taken while requests are under way.
func (p Pace) hold() time.Duration { return 4 * p.Look }

// still is how long a page must have been the same before more is done to it than
// to look: to open a section that may hold what is missing, or to sign in.
func (p Pace) still() time.Duration { return p.Rest / 2 }

// longest is the longest pause between two looks at values that rest.
func (p Pace) longest() time.Duration { return p.still() + p.Look }

// beforeRemedy is how long nothing must happen before anything is done about missing
// controls.
func (p Pace) beforeRemedy() time.Duration { return p.Rest / 16 }

// beforePress is how long nothing must happen before a title is pressed: a page that is
// still loading may hide its controls for a moment. It can be short, because a press
// that had no effect, or closed something, is repeated.
func (p Pace) beforePress() time.Duration { return p.Rest / 8 }

// beforeRepeat is how long to wait for an effect of a press before it is repeated.
func (p Pace) beforeRepeat() time.Duration { return 3 * p.Rest / 4 }

// brief is how long a list must be the same after it was scrolled or one of its
// panels was opened.
func (p Pace) brief() time.Duration { return p.Rest / 8 }

// turn is the same after another part of the list was gone to.
func (p Pace) turn() time.Duration { return p.Rest / 4 }

// more is how long to wait at the end of a list for rows that come only then.
func (p Pace) more() time.Duration { return p.Rest / 3 }

// late is how long values must rest if an answer has arrived since they were drawn.
func (p Pace) late() time.Duration { return 2 * p.Rest }

// awaited is how long values must rest while a connection is open that has brought
// nothing yet.
func (p Pace) awaited() time.Duration { return p.Rest + p.Patience }

// reverted is how long values must rest that are not those that were set.
func (p Pace) reverted() time.Duration { return p.Rest + p.Patience }

// denied is how long values must rest that the page's own traffic contradicts.
func (p Pace) denied() time.Duration { return p.Rest + 2*p.Patience }

// empty is how long to look at a page that shows nothing.
func (p Pace) empty() time.Duration { return 2 * p.Patience }

// roundTrip is how long a site's own sign-in must stay at one address before it is taken
// to have come to its end there.
func (p Pace) roundTrip() time.Duration { return 2 * p.Patience }

// Soon bounds the wait for what follows a press: a drop-down that opens or closes, the
// other rows of a list that are set at once, a save control that is enabled.
func (p Pace) Soon() time.Duration { return p.Act / 2 }

// Saving bounds the wait for a save to be carried out.
func (p Pace) Saving() time.Duration { return 2 * p.Act }
