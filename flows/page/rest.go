package page

import "time"

// rest tells since when a page shows the same, and when it is worth another look.
type rest struct {
	// opened is when the page was last opened.
	opened time.Time
	// glanced is when step looked last.
	glanced time.Time
	// signature stands for the values that show, and changed is when they changed, or
	// when something was done that may change them.
	signature string
	changed   time.Time
	// still is how long nothing is expected to happen; rested is how long the
	// values had to rest to be believed.
	still, rested time.Duration
	// problem is what is still waited for.
	problem string
}

// reloaded begins anew, because the page was loaded.
func (r *rest) reloaded() { r.changed, r.signature = time.Now(), "" }

// stirred notes that something was done that may change what the page shows.
func (r *rest) stirred() { r.changed = time.Now() }

// shows notes what the page shows at a moment.
func (r *rest) shows(signature string, at time.Time) {
	if signature != r.signature {
		r.signature, r.changed = signature, at
	}
}

// nextLook is the pause before the next look. Looking costs, so a page that is
// complete and still is left alone for longer and longer, but is looked at in the
// moment in which it may be believed.
func (r *rest) nextLook(pace Pace, quiet time.Duration) time.Duration {
	still := r.still
	r.still = 0
	switch {
	case still > 0:
		return still
	case quiet == 0:
		return pace.glimpse() // asks for the end of the requests, and seldom looks
	}
	return pace.Look
}

// untilWorthALook is the pause after a look at values that have rested for some
// time and are believed after enough: as long as they have rested already, at
// most half a window, and no shorter one for the last.
func untilWorthALook(pace Pace, rested, enough time.Duration) time.Duration {
	pause := max(rested, pace.Look)
	if 2*pause > enough-rested {
		pause = enough - rested
	}
	return min(pause, pace.longest())
}

// underWay says that a look is not worth its while yet: the last one is not long
// ago, and requests are under way, which bring what the page will show.
func (r *rest) underWay(pace Pace, quiet time.Duration) bool {
	return !r.glanced.IsZero() && time.Since(r.glanced) < pace.hold() && quiet == 0
}
