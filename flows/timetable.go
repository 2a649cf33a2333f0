package flows

import (
	"context"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// timetable divides the time of an account, so that one page cannot take the time of the
// others: reading a page ends early enough to set and prove the other ones, and proving
// one ends early enough to judge the other ones.
type timetable struct {
	readOnly bool
	// settle is how long after the last save the pages are loaded for the proof.
	settle time.Duration
	// others says that more is to be done for the account after the pages in a browser.
	others bool
}

const (
	// closing is kept back for the questions at the end of a reading or a proof: whose
	// the session is. They take one request each.
	closing = 5 * time.Second
	// patience is how long, at least, a page is waited for when another one is ready to be
	// set. Pages of one account are read at the same time, and take a few seconds each.
	patience = 10 * time.Second
	// shortestRound is the least time that makes it worthwhile to read a page again that
	// was late: it rests, and is set, saved and proved.
	shortestRound = 10 * time.Second
	// forOthers is kept back for what is read and set over HTTP, after the pages: a server
	// answers at once, or not within its own limit.
	forOthers = 20 * time.Second
	// shortestProof is kept back for a proof, however fast the pages were read.
	shortestProof = 10 * time.Second
)

// errNoTime ends what would take the time of the other pages.
var errNoTime = &outcome.LaterError{What: "its share of the time for this account was over (--timeout)"}

// errLate ends the reading of a page that keeps the others waiting.
var errLate = &outcome.LaterError{What: "it was not read when the others were, and they went on without it"}

// readUntil returns when the reading of pages ends, zero for never. If something may be set
// afterwards, half of what is left of the account's time is for reading, because a proof
// takes about as long.
func (t timetable) readUntil(ctx context.Context) time.Time {
	return t.after(ctx, func(left time.Duration) time.Duration {
		if t.readOnly {
			return left - closingOf(left)
		}
		return left / 2
	})
}

// proveUntil returns when the reading of pages for their proof ends.
func (t timetable) proveUntil(ctx context.Context) time.Time {
	return t.after(ctx, func(left time.Duration) time.Duration { return left - closingOf(left) })
}

func closingOf(left time.Duration) time.Duration { return min(closing, left/8) }

// leaveOff returns when to stop setting controls, so that enough time is left to prove the
// changes on all pages. Proving a page takes about as long as reading it, or half as long
// again on a page that is slower the second time; but if little time is left, at least a
// third of it goes to the changes.
func (t timetable) leaveOff(ctx context.Context, all pages) time.Time {
	proof := shortestProof
	for _, p := range all {
		proof = max(proof, p.found.Took*3/2)
	}
	return t.after(ctx, func(left time.Duration) time.Duration {
		left -= t.settle
		return left - min(proof, left*2/3)
	})
}

// actUntil returns when what was begun before the time to leave off must have ended: it
// takes at most half of the time for the proof.
func (t timetable) actUntil(ctx context.Context, leaveOff time.Time) time.Time {
	return t.after(ctx, func(left time.Duration) time.Duration {
		until := time.Until(leaveOff)
		return until + (left-t.settle-until)/2
	})
}

// after returns the moment after a part of the time that is left for the pages; zero if
// there is no end.
func (t timetable) after(ctx context.Context, part func(left time.Duration) time.Duration) time.Time {
	end, ok := ctx.Deadline()
	if !ok {
		return time.Time{}
	}
	left := time.Until(end)
	return time.Now().Add(part(left - t.keptBack(left)))
}

// keptBack is what the pages leave of the time for what comes after them.
func (t timetable) keptBack(left time.Duration) time.Duration {
	if !t.others {
		return 0
	}
	return min(forOthers, left/4)
}

// timeFor says whether the pages have time left for something that takes d.
func (t timetable) timeFor(ctx context.Context, d time.Duration) bool {
	end, ok := ctx.Deadline()
	if !ok {
		return ctx.Err() == nil
	}
	left := time.Until(end)
	return ctx.Err() == nil && left-t.keptBack(left) > d
}

// endAt returns a context that ends at a moment, with errNoTime as the reason. With a zero
// moment it ends with ctx.
func endAt(ctx context.Context, moment time.Time) (context.Context, context.CancelFunc) {
	if moment.IsZero() {
		return context.WithCancel(ctx)
	}
	return context.WithDeadlineCause(ctx, moment, errNoTime)
}
