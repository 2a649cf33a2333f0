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

// change sets what differs on the pages that are ready, and proves it. It tries once more
// for what still has its old value.
func (a *account) change(ctx context.Context, ready pages) error {
	const attempts = 2
	for try := 1; ready.pending(); try++ {
		began := time.Now()
		if try > 1 {
			// Some changes still show the old value: read those pages again and set
			// them once more.
			if err := a.readAgain(ctx, ready); err != nil {
				return err
			}
		}
		unrecorded := a.actAll(ctx, ready, try > 1)
		if err := a.prover.proveAll(ctx, a.pages); err != nil {
			return err
		}
		if unrecorded != nil {
			return unrecorded
		}
		if ready.cutShort() {
			return &outcome.LaterError{What: "the time for this account was over before everything was set (--timeout)"}
		}
		if try == attempts || !a.waitForRetry(ctx, ready, began) {
			break
		}
	}
	return outcome.Stopped(ctx)
}

// waitForRetry pauses before another try, for as long as Plex asked for. It returns false
// if there is nothing left to try, or no time for a try that takes as long as the one that
// began at the given moment.
func (a *account) waitForRetry(ctx context.Context, ready pages, began time.Time) bool {
	if a.req.stopped() || !ready.pending() {
		return false
	}
	wait, bearable := ready.backOff()
	return bearable && a.time.timeFor(ctx, wait+time.Since(began)) && page.Pause(ctx, wait)
}

// planOf compares what was read of a page with what is wanted. It keeps the values that
// the first try read.
func (a *account) planOf(p *pageRun) plan.Page {
	planned := plan.Planner{Lex: a.env.Lex, Widen: a.req.Selection.AllowWidening}.Plan(p.found.Readings)
	planned.KeepFirst(p.plan)
	return planned
}

// actAll sets what differs, on all pages at the same time. It returns an error if a change
// could not be recorded before it was made; then nothing is changed on that page, nor on
// those that were not begun. patient gives the pages more time to save.
func (a *account) actAll(ctx context.Context, ready pages, patient bool) error {
	leaveOff := a.time.leaveOff(ctx, ready)
	var doing []func()
	for _, p := range ready {
		if p.toDo() {
			doing = append(doing, func() { a.actOn(ctx, p, act.Actor{LeaveOff: leaveOff, Patient: patient}) })
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
func (a *account) actOn(ctx context.Context, p *pageRun, actor act.Actor) {
	if a.req.stopped() || ctx.Err() != nil || !a.recorder.mayChange(&p.plan, func() { p.step(StepSetting) }) {
		return
	}
	defer timed(a.env.Log, "page changed", time.Now(), "page", p.wishes.Page.ID)
	defer p.step(StepSet)
	p.wrote = true
	ctx, cancel := endAt(ctx, a.time.actUntil(ctx, actor.LeaveOff))
	defer cancel()
	actor.Visit, actor.Tab = p.open.visit, p.open.acting
	p.done = actor.Act(ctx, p.plan.Changes)
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
func (a *account) readAgain(ctx context.Context, ready pages) error {
	var readings []func()
	var again pages
	errs := make([]error, len(ready))
	reading, cancel := endAt(ctx, a.time.readUntil(ctx))
	defer cancel()
	for i, p := range ready {
		if p.retry() {
			again = append(again, p)
			readings = append(readings, func() { errs[i] = a.reader.readPage(reading, p, nil) })
		}
	}
	for _, p := range again {
		for _, n := range p.done.Notes {
			p.earlier = append(p.earlier, "at first: "+n)
		}
	}
	runTogether(readings)
	if err := errors.Join(errs...); err != nil {
		return page.StoppedOr(ctx, err)
	}
	if err := a.session.makeSure(ctx, again); err != nil {
		return afterWriting(err)
	}
	for _, p := range again {
		tried := p.plan.ToProve() // before the new plan takes its place
		p.plan = a.planOf(p)
		p.proof = nil
		p.plan.KeepRetries(tried)
	}
	return nil
}
