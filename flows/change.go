package flows

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/flows/act"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plan"
)

// change sets what differs and proves it, once again for what is still as it was.
func (a *account) change(ctx context.Context) error {
	const attempts = 2
	for try := 1; a.pages.pending(); try++ {
		began := time.Now()
		if try > 1 {
			// The read-back still shows the old value: say it once more.
			if err := a.readAgain(ctx); err != nil {
				return err
			}
		}
		unrecorded := a.actAll(ctx)
		if err := a.prover.proveAll(ctx, a.pages); err != nil {
			return err
		}
		if unrecorded != nil {
			return unrecorded
		}
		if a.pages.cutShort() {
			return &outcome.LaterError{What: "the time for this account was over before everything was set (--timeout)"}
		}
		if try == attempts || !a.waited(ctx, began) {
			break
		}
	}
	return outcome.Stopped(ctx)
}

// waited pauses before another try, for as long as Plex asked for. It says false where
// there is to be none: nothing is left to try, or there is no time for one that takes
// as long as the last, which began at the given moment.
func (a *account) waited(ctx context.Context, began time.Time) bool {
	if a.req.stopped() || !a.pages.pending() {
		return false
	}
	wait, bearable := a.pages.backOff()
	return bearable && timeFor(ctx, wait+time.Since(began)) && page.Pause(ctx, wait)
}

// timeFor says whether the run has time left for something that took d before.
func timeFor(ctx context.Context, d time.Duration) bool {
	end, ok := ctx.Deadline()
	return ctx.Err() == nil && (!ok || time.Until(end) > d)
}

// planPage compares what is with what should be.
func (a *account) planPage(p *pageRun) {
	planned := plan.Planner{Lex: a.env.Lex, Widen: a.req.Selection.AllowWidening}.Plan(p.found.Readings)
	planned.Remember(p.plan)
	p.plan = planned
}

// actAll sets what differs, on all pages at the same time: they share nothing
// but the account. It fails where a change could not be recorded before it was
// made; then that page is untouched, and so are those not begun.
func (a *account) actAll(ctx context.Context) error {
	var doing []func()
	for _, p := range a.pages {
		if p.toDo() {
			doing = append(doing, func() { a.actOn(ctx, p) })
		}
	}
	if a.oneByOne {
		for _, do := range doing {
			do()
		}
	} else {
		together(doing)
	}
	return a.recorder.unrecorded
}

// actOn sets what differs on one page, if it may still be begun.
func (a *account) actOn(ctx context.Context, p *pageRun) {
	if a.req.stopped() || ctx.Err() != nil || !a.recorder.mayChange(&p.plan, func() { p.step(StepSetting) }) {
		return
	}
	defer timed(a.env.Log, "page changed", time.Now(), "page", p.wishes.Page.ID)
	defer p.step(StepSet)
	p.wrote = true
	p.done = act.Actor{Visit: p.open.visit, Tab: p.open.acting, LeaveOff: a.lastTouch(ctx)}.Act(ctx, p.plan.Changes)
}

// lastTouch is when a run has to leave off setting controls: to read a page back
// takes about as long as it took to read it. What was set and not read back is worth
// little, on the other pages neither.
func (a *account) lastTouch(ctx context.Context) time.Time {
	end, ok := ctx.Deadline()
	if !ok {
		return time.Time{}
	}
	proof := 10 * time.Second
	for _, p := range a.pages {
		proof = max(proof, p.found.Took*3/2)
	}
	left := time.Until(end) - a.req.Settle
	return end.Add(-a.req.Settle - min(proof, left*2/3))
}

// together runs all at the same time and waits for them. If one panics, the caller
// panics when the others are done.
func together(all []func()) {
	var wg sync.WaitGroup
	panics := make([]any, len(all))
	for i, do := range all {
		wg.Go(func() {
			defer func() { panics[i] = recover() }()
			do()
		})
	}
	wg.Wait()
	for _, p := range panics {
		if p != nil {
			panic(p)
		}
	}
}

// readAgain reads those pages afresh on which something is still as it was.
func (a *account) readAgain(ctx context.Context) error {
	var reading []func()
	errs := make([]error, len(a.pages))
	for i, p := range a.pages {
		if p.retry() {
			reading = append(reading, func() { errs[i] = a.readForRetry(ctx, p) })
		}
	}
	together(reading)
	if err := errors.Join(errs...); err != nil {
		return page.StoppedOr(ctx, err)
	}
	return nil
}

// readForRetry reads a page afresh, and plans what is still as it was.
func (a *account) readForRetry(ctx context.Context, p *pageRun) error {
	for _, n := range p.done.Notes {
		p.earlier = append(p.earlier, "at first: "+n)
	}
	if err := a.reader.readPage(ctx, p); err != nil {
		return err
	}
	tried := p.plan.Made()
	a.planPage(p)
	p.proof = nil
	p.plan.GoOn(tried)
	return nil
}
