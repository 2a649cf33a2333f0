package flows

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// change sets what differs and proves it, once again for what is still as it was.
func (a *account) change(ctx context.Context) error {
	const attempts = 2
	for try := 1; try <= attempts && a.pending() > 0; try++ {
		began := time.Now()
		if try > 1 {
			// The read-back still shows the old value: say it once more.
			if err := a.readAgain(ctx); err != nil {
				return err
			}
		}
		unrecorded := a.actAll(ctx)
		if err := a.proveAll(ctx); err != nil {
			return err
		}
		if unrecorded != nil {
			return unrecorded
		}
		if a.cutShort() {
			return &outcome.LaterError{What: "the time for this account was over before everything was set (--timeout)"}
		}
		wait, bearable := a.backOff()
		if a.req.stopped() || try == attempts || a.pending() == 0 || !bearable || !timeFor(ctx, wait+time.Since(began)) || !pause(ctx, wait) {
			break
		}
	}
	return outcome.Stopped(ctx)
}

// timeFor says whether the run has time left for something that took d before.
func timeFor(ctx context.Context, d time.Duration) bool {
	end, ok := ctx.Deadline()
	return ctx.Err() == nil && (!ok || time.Until(end) > d)
}

// backOff is how long to wait before the next try: as long as Plex asked for.
// It is not bearable where that is too long to wait for it.
func (a *account) backOff() (wait time.Duration, bearable bool) {
	const usual, most = 500 * time.Millisecond, 20 * time.Second
	wait = usual
	for _, p := range a.visits {
		if p.retry() {
			wait = max(wait, p.done.asked)
		}
	}
	return wait, wait <= most
}

// planPage compares what is with what should be.
func (a *account) planPage(p *pageVisit) {
	plan, changes := p.visit.changes(a.req.Selection.AllowWidening)
	p.remember(plan)
	p.plan, p.changes = plan, changes
}

// remember gives a plan what its controls were when the run first read them: what the
// plan before it knows of that or, where there is none, what they are now.
func (p *pageVisit) remember(plan []*plannedSetting) {
	for _, s := range plan {
		s.before = s.value()
		for _, c := range s.controls {
			c.first = c.read
		}
	}
	if p.plan != nil {
		first := firsts(p.plan)
		for i, s := range plan {
			s.before = p.plan[i].before
			for _, c := range s.controls {
				c.first = first[c.key()]
			}
		}
	}
}

// firsts are the controls of a plan as the run first read them.
func firsts(plan []*plannedSetting) map[string]*part {
	out := map[string]*part{}
	for _, s := range plan {
		for _, c := range s.controls {
			out[c.key()] = c.first
		}
	}
	return out
}

// pending counts the pages on which something is to be done (still).
func (a *account) pending() int {
	n := 0
	for _, p := range a.visits {
		if p.toDo() || p.retry() {
			n++
		}
	}
	return n
}

// toDo says whether a page has changes that were not tried yet.
func (p *pageVisit) toDo() bool { return len(p.changes) > 0 && p.proof == nil }

// actAll sets what differs, on all pages at the same time: they share nothing
// but the account. It fails where a change could not be recorded before it was
// made; then that page is untouched, and so are those not begun.
func (a *account) actAll(ctx context.Context) error {
	var doing []func()
	for _, p := range a.visits {
		if p.toDo() {
			doing = append(doing, func() { a.actOn(ctx, p) })
		}
	}
	if a.OneByOne {
		for _, do := range doing {
			do()
		}
	} else {
		together(doing)
	}
	return a.recorder.unrecorded
}

// actOn sets what differs on one page, if it may still be begun.
func (a *account) actOn(ctx context.Context, p *pageVisit) {
	if a.req.stopped() || ctx.Err() != nil || !a.recorder.mayChange(p, func() { a.step(p, StepSetting) }) {
		return
	}
	defer a.timed("page changed", time.Now(), "page", p.wishes.Page.ID)
	defer a.step(p, StepSet)
	p.wrote = true
	by := actor{visit: p.visit, tab: p.acting, leaveOff: a.lastTouch(ctx)}
	p.notes = by.act(ctx, p.changes)
	p.done = by.done
}

// errNoTimeLeft is the reason why a control was not set any more.
var errNoTimeLeft = errors.New("not reached: the rest of the time was needed to read everything back")

// lastTouch is when a run has to leave off setting controls: to read a page back
// takes about as long as it took to read it. What was set and not read back is worth
// little, on the other pages neither.
func (a *account) lastTouch(ctx context.Context) time.Time {
	end, ok := ctx.Deadline()
	if !ok {
		return time.Time{}
	}
	proof := 10 * time.Second
	for _, p := range a.visits {
		proof = max(proof, p.took*3/2)
	}
	left := time.Until(end) - a.req.Settle
	return end.Add(-a.req.Settle - min(proof, left*2/3))
}

// cutShort says whether something was left undone for want of time.
func (a *account) cutShort() bool {
	for _, p := range a.visits {
		for _, c := range p.changes {
			if errors.Is(c.err, errNoTimeLeft) {
				return true
			}
		}
	}
	return false
}

// together runs all and waits for them. A panic in one is the caller's.
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
	errs := make([]error, len(a.visits))
	for i, p := range a.visits {
		if p.retry() {
			reading = append(reading, func() { errs[i] = a.readForRetry(ctx, p) })
		}
	}
	together(reading)
	if err := errors.Join(errs...); err != nil {
		return a.broken(ctx, err)
	}
	return nil
}

// readForRetry plans a page anew. What does not show its old value any more keeps
// what became of it: it is not for us to say once more.
func (a *account) readForRetry(ctx context.Context, p *pageVisit) error {
	tried := map[string]*control{}
	for _, c := range p.made() {
		tried[c.key()] = c
	}
	for _, n := range p.notes {
		p.earlier = append(p.earlier, "at first: "+n)
	}
	if err := a.readPage(ctx, p); err != nil {
		return err
	}
	a.planPage(p)
	p.proof, p.notes = nil, nil
	open := p.changes[:0:0]
	for _, c := range p.changes {
		if old := tried[c.key()]; old != nil && !old.retry() {
			c.result, c.detail = old.result, old.detail
			continue
		}
		open = append(open, c)
	}
	p.changes, p.proved = open, nil
	for _, s := range p.plan {
		for _, c := range s.controls {
			if old := tried[c.key()]; old != nil && c.result == outcome.Already {
				c.read, c.want, c.planned = old.read, old.want, old.planned
				c.result, c.detail = old.result, old.detail
				p.proved = append(p.proved, c)
			}
		}
	}
	return nil
}

// made are all changes of a page that are to be found on it: those of this try,
// and those of the one before.
func (p *pageVisit) made() []*control { return slices.Concat(p.proved, p.changes) }

// retry says whether a page has something that is still as it was before and
// worth another try.
func (p *pageVisit) retry() bool {
	if p.proof == nil {
		return false
	}
	for _, c := range p.changes {
		if c.retry() {
			return true
		}
	}
	return false
}

// set gives all changes of a page a result.
func (p *pageVisit) set(r outcome.Result, detail string) {
	for _, c := range p.made() {
		c.result, c.detail = r, detail
	}
}
