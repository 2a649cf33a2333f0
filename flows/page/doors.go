package page

import (
	"context"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// doors opens what a page hides, one thing at a time: first the reveals that the
// catalogue lists, then sections that it does not know.
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

// dialogLost forgets the reveals that were made, because the dialog that they opened has
// closed. What is open still is not pressed again.
func (d *doors) dialogLost() {
	d.reveals.made, d.reveals.last = map[int]bool{}, nil
}

// next opens the next thing that may hide missing controls. It says whether it did
// anything.
func (d *doors) next(ctx context.Context, l *sight.Look, rest time.Duration) (bool, error) {
	if !d.view.anyMissing() {
		return false, nil
	}
	if enough := d.view.env.Pace.beforePress(); rest < enough {
		d.rest.still = enough - rest // looking earlier would be in vain
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

// nextClosed opens only what says that it is closed, or does not say what it is. It is for pages on which nothing
// is missing but what may be absent.
func (d *doors) nextClosed(ctx context.Context, l *sight.Look, rest time.Duration) (bool, error) {
	if rest < d.view.env.Pace.still() || !d.view.anyMissing() {
		return false, nil
	}
	if i, ok := d.reveals.closed(l); ok {
		return d.reveals.open(ctx, l, i)
	}
	return d.sections.next(ctx, l)
}
