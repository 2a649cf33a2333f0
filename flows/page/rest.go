package page

import (
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// rest knows since when a page has shown the same, and when another look is worth it.
type rest struct {
	// opened is when the page was last opened.
	opened time.Time
	// lookedAt is when the visit's loop looked last.
	lookedAt time.Time
	// signature stands for the values that show. changed is when they changed, or when
	// something was done that may change them.
	signature string
	changed   time.Time
	// lost is for how long since then the page's scripts could not run.
	lost time.Duration
	// still is how long to wait before the next look, if not the usual time.
	still time.Duration
	// rested is how long the values had rested when they were believed.
	rested outcome.Rest
	// problem is what the visit is waiting for.
	problem string
}

// reloaded starts again, because the page was loaded.
func (r *rest) reloaded() { r.changed, r.signature, r.lost = time.Now(), "", 0 }

// stirred notes that something was done that may change what the page shows.
func (r *rest) stirred() { r.changed, r.lost = time.Now(), 0 }

// frozen notes that the page's scripts could not run for a while: the page was busy, or
// another one in its process, or a look at it took so long. What shows the same meanwhile
// has not rested.
func (r *rest) frozen(took time.Duration) {
	r.lost += took
}

// lasted returns how long the page has shown the same at a moment.
func (r *rest) lasted(at time.Time) time.Duration { return at.Sub(r.changed) - r.lost }

// shows notes what the page shows at a moment.
func (r *rest) shows(signature string, at time.Time) {
	if signature != r.signature {
		r.signature, r.changed, r.lost = signature, at, 0
	}
}

// nextLook returns the pause before the next look. A look costs time, so a complete page
// is left alone for longer and longer, but is looked at as soon as it may be believed.
func (r *rest) nextLook(pace Pace, quiet time.Duration) time.Duration {
	still := r.still
	r.still = 0
	switch {
	case still > 0:
		return still
	case quiet == 0:
		return pace.poll() // only asks whether the requests have ended; see underWay
	}
	return pace.Look
}

// untilWorthALook returns the pause after a look at values that have rested for some time
// and will be believed after enough. The pause is as long as they have rested already.
// If that would leave only a short pause for the last look, it is all that remains.
func untilWorthALook(pace Pace, rested, enough time.Duration) time.Duration {
	pause := max(rested, pace.Look)
	if 2*pause > enough-rested {
		pause = enough - rested
	}
	return min(pause, pace.longest())
}

// underWay says that it is too early for a look: the last one was a moment ago, and
// requests are under way that bring what the page will show.
func (r *rest) underWay(pace Pace, quiet time.Duration) bool {
	return !r.lookedAt.IsZero() && time.Since(r.lookedAt) < pace.hold() && quiet == 0
}
