package page

import (
	"context"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
)

const (
	// beforePress is how long nothing happens before a title is pressed: what hides its
	// controls for a moment while it fills itself is not closed. It need not be long,
	// because a press that did harm, or none at all, is made good by another.
	beforePress = 250 * time.Millisecond
	// beforeAsking is the same before anything is said of what is missing.
	beforeAsking = beforePress / 2
	// deaf is after how long nothing has come of a press.
	deaf = 1500 * time.Millisecond
)

// doors are the ways to what a page hides, in the order in which they are tried: the
// reveals that the catalogue lists, then the sections that it does not know.
type doors struct {
	view     *View
	rest     *rest
	reveals  *reveals
	sections *sections
}

// reloaded forgets what was opened, because the page was loaded.
func (d *doors) reloaded() {
	d.reveals.made = map[int]bool{}
	d.sections.pressed = nil
}

// next opens the next thing that may hide controls, where it is there and not already
// open. It says whether it did.
func (d *doors) next(ctx context.Context, l *sight.Look, rest time.Duration) (bool, error) {
	if !d.view.anyMissing() {
		return false, nil
	}
	if rest < beforePress {
		d.rest.still = beforePress - rest // the next look is worth it then
		return d.reveals.asBefore(ctx, l)
	}
	if d.reveals.lastInVain(l, rest) {
		return d.reveals.repeat(ctx, l)
	}
	if acted, err := d.reveals.next(ctx, l); acted || err != nil {
		return acted, err
	}
	return d.sections.next(ctx, l)
}

// nextClosed opens what says of itself that it is closed, while something that may be
// absent is missing.
func (d *doors) nextClosed(ctx context.Context, l *sight.Look, rest time.Duration) (bool, error) {
	if rest < d.view.env.Pace.still() || !d.view.anyMissing() {
		return false, nil
	}
	if i, ok := d.reveals.closed(l); ok {
		return d.reveals.press(ctx, l, i)
	}
	return d.sections.next(ctx, l)
}
