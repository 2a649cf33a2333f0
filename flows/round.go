package flows

import (
	"context"
	"slices"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Pages go through a run in rounds. A round takes those that are ready, together, from
// their reading to their proof. A page that keeps them waiting is left out, and read again
// in the next round, with the time that is left then. So a page that hangs, crashes, never
// rests or never answers costs the others a bounded time, and never the whole.
//
// They go together, because a save on one page may undo a change on another: the proof
// has to come after the last of the saves.

// mostRounds is how often a page is read at most before anything is set on it.
const mostRounds = 2

// rounds goes on until every page was read, or has been tried as often as it may be.
func (a *account) rounds(ctx context.Context) error {
	due := a.pages
	for n := 1; ; n++ {
		if err := a.round(ctx, due); err != nil {
			return err
		}
		due = due.late()
		switch {
		case len(due) == 0 || a.req.stopped():
			return nil
		case n == mostRounds || a.req.readOnly() || !a.time.timeFor(ctx, shortestRound):
			return due.outOfTime()
		}
		a.env.Log.Debug("reading the late pages again", "pages", len(due))
		a.pages.close()
		if err := a.session.keepApart(ctx); err != nil {
			return err
		}
	}
}

// round reads the pages that are due, and plans, changes and proves those that are ready
// in time. A check or a dry run ends after the plan.
func (a *account) round(ctx context.Context, due pages) error {
	if err := a.reader.readAll(ctx, due, a.pages); err != nil {
		return err
	}
	ready := due.ready()
	for _, p := range ready {
		p.plan = a.planOf(p)
	}
	if a.req.Pictures {
		a.session.photographAll(ctx, ready)
	}
	if a.req.readOnly() {
		rememberForCheck(ctx, a.req, a.session.who, a.pages, a.env.Log)
		return nil
	}
	if err := a.recorder.read(ready.values()); err != nil {
		return err
	}
	return a.change(ctx, ready)
}

// late returns the pages that were not read in time.
func (all pages) late() pages {
	return slices.DeleteFunc(slices.Clone(all), func(p *pageRun) bool { return p.late == nil })
}

// ready returns the others.
func (all pages) ready() pages {
	return slices.DeleteFunc(slices.Clone(all), func(p *pageRun) bool { return p.late != nil })
}

// outOfTime returns the error for late pages that more time might have helped, if there is
// one among them.
func (all pages) outOfTime() error {
	for _, p := range all {
		if p.late == errNoTime {
			return &outcome.LaterError{What: "the time for this account was over before everything was read (--timeout)"}
		}
	}
	return nil
}
