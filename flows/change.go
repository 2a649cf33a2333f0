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

// change sets what differs and proves it. It tries once more for what still has its old
// value.
func (a *account) change(ctx context.Context) error {
	const attempts = 2
	for try := 1; a.pages.pending(); try++ {
		began := time.Now()
		if try > 1 {
			// Some changes still show the old value: read those pages again and set
			// them once more.
			if err := a.readAgain(ctx); err != nil {
				return err
			}
		}
		unrecorded := a.actAll(ctx, try > 1)
		if err := a.prover.proveAll(ctx, a.pages); err != nil {
			return err
		}
		if unrecorded != nil {
			return unrecorded
		}
		if a.pages.cutShort() {
			return &outcome.LaterError{What: "the time for this account was over before everything was set (--timeout)"}
		}
		if try == attempts || !a.waitForRetry(ctx, began) {
			break
		}
	}
	return outcome.Stopped(ctx)
}

// waitForRetry pauses before another try, for as long as Plex asked for. It returns false
// if there is nothing left to try, or no time for a try that takes as long as the one that
// began at the given moment.
func (a *account) waitForRetry(ctx context.Context, began time.Time) bool {
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

// planPage compares what was read of a page with what is wanted. It keeps the values that
// the first try read.
func (a *account) planPage(p *pageRun) {
	planned := plan.Planner{Lex: a.env.Lex, Widen: a.req.Selection.AllowWidening}.Plan(p.found.Readings)
	planned.KeepFirst(p.plan)
	p.plan = planned
}

// actAll sets what differs, on all pages at the same time. It returns an error if a change
// could not be recorded before it was made; then nothing is changed on that page, nor on
// those that were not begun. patient gives the pages more time to save.
func (a *account) actAll(ctx context.Context, patient bool) error {
	var doing []func()
	for _, p := range a.pages {
		if p.toDo() {
			doing = append(doing, func() { a.actOn(ctx, p, patient) })
		}
	}
	if a.oneByOne {
		for _, do := range doing {
			do()
		}
	} else {
		runTogether(doing)
	}
	return a.recorder.unrecorded
}

// actOn sets what differs on one page, unless the run was stopped.
func (a *account) actOn(ctx context.Context, p *pageRun, patient bool) {
	if a.req.stopped() || ctx.Err() != nil || !a.recorder.mayChange(&p.plan, func() { p.step(StepSetting) }) {
		return
	}
	defer timed(a.env.Log, "page changed", time.Now(), "page", p.wishes.Page.ID)
	defer p.step(StepSet)
	p.wrote = true
	p.done = act.Actor{Visit: p.open.visit, Tab: p.open.acting, LeaveOff: a.actUntil(ctx), Patient: patient}.Act(ctx, p.plan.Changes)
}

// actUntil returns when to stop setting controls, so that enough time is left to prove the
// changes on all pages. Zero means never. Proving a page takes about as long as reading
// it, or half as long again on a page that is slower the second time; but if little time
// is left, at least a third of it goes to the changes.
func (a *account) actUntil(ctx context.Context) time.Time {
	const shortestProof = 10 * time.Second
	end, ok := ctx.Deadline()
	if !ok {
		return time.Time{}
	}
	proof := shortestProof
	for _, p := range a.pages {
		proof = max(proof, p.found.Took*3/2)
	}
	left := time.Until(end) - a.req.Settle
	return end.Add(-a.req.Settle - min(proof, left*2/3))
}

// runTogether runs all functions at the same time and waits for them. If one panics, the
// caller panics when the others are done.
func runTogether(all []func()) {
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

// readAgain reads the pages again on which a change still shows the old value, and plans
// only what still does.
func (a *account) readAgain(ctx context.Context) error {
	var reading []func()
	var again pages
	errs := make([]error, len(a.pages))
	for i, p := range a.pages {
		if p.retry() {
			again = append(again, p)
			reading = append(reading, func() { errs[i] = a.reader.readPage(ctx, p) })
		}
	}
	for _, p := range again {
		for _, n := range p.done.Notes {
			p.earlier = append(p.earlier, "at first: "+n)
		}
	}
	runTogether(reading)
	if err := errors.Join(errs...); err != nil {
		return page.StoppedOr(ctx, err)
	}
	if err := a.session.makeSure(ctx, again); err != nil {
		return afterWriting(err)
	}
	for _, p := range again {
		tried := p.plan.ToProve() // before the new plan takes its place
		a.planPage(p)
		p.proof = nil
		p.plan.KeepRetries(tried)
	}
	return nil
}
