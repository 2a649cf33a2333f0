package page

import (
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// doors are what was opened to see what is behind it.
type doors struct {
	// Revealed are the catalogue's reveals that were made, hidden those that were
	// needed when the page was read before.
	Revealed, Hidden map[int]bool
	// unfolded are the titles that were opened without the catalogue knowing them.
	unfolded []*unfolded
	// opener is the last reveal.
	opener *opener
}

// reloaded forgets what was opened, because the page was loaded.
func (d *doors) reloaded() { d.Revealed, d.unfolded = map[int]bool{}, nil }

// opener is a reveal that was made.
type opener struct {
	index int
	// shown is how many controls could be read at most, before and since; things is how
	// much of any kind there was on the page before.
	shown, things int
	// at is when it was pressed.
	at time.Time
	// again says that it was pressed once more, because it had closed things, or
	// because nothing had come of it.
	again bool
}

// unfolded is a title that was pressed, and whether it has shown to be open since.
type unfolded struct {
	ref    sight.Ref
	title  string
	opened bool
}

// wasUnfolded gives what is known of a title that was pressed before: it, or one that
// read the same and is gone, because the page has drawn its sections anew. It is nil
// for any other.
func (d *doors) wasUnfolded(b sight.Press, l *sight.Look) *unfolded {
	for _, u := range d.unfolded {
		gone := !slices.ContainsFunc(l.Buttons, func(o sight.Press) bool { return o.Ref == u.ref })
		if u.ref == b.Ref || gone && sight.SameText(u.title, b.Title()) {
			return u
		}
	}
	return nil
}
