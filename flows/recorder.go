package flows

import (
	"errors"
	"log/slog"
	"sync"

	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/plan"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/record"
)

// recorder tells the ledger of an account what its run does, one page at a time.
type recorder struct {
	// ledger may be nil; then nothing is recorded.
	ledger record.Ledger
	log    *slog.Logger
	// one keeps the pages from telling it at the same time, and unrecorded is why
	// nothing more may be changed.
	one        sync.Mutex
	unrecorded error
}

// mayChange tells the ledger what is about to be changed on a page, and says whether
// it now may. It calls begins first, unless nothing may be changed any more.
func (r *recorder) mayChange(p *plan.Page, begins func()) bool {
	r.one.Lock()
	defer r.one.Unlock()
	if r.unrecorded != nil {
		return false
	}
	begins()
	if r.unrecorded = r.intend(p); r.unrecorded != nil {
		p.Set(outcome.Failed, "not changed, because it could not be recorded")
		return false
	}
	return true
}

// begin tells the ledger what there is before anything is touched.
func (r *recorder) begin(read []journal.Value) error {
	if r.ledger == nil {
		return nil
	}
	return r.ledger.Begin(read)
}

// intend tells the ledger what is to be changed on a page.
func (r *recorder) intend(p *plan.Page) error {
	if r.ledger == nil {
		return nil
	}
	var changes []journal.Intent
	for _, c := range p.Changes {
		changes = append(changes, journal.Intent{Setting: c.Reading.Wish.Setting.ID, Control: c.Read.Key, Before: c.Read.Value, Wanted: c.Want})
	}
	return r.ledger.Intend(changes)
}

// settle tells the ledger what became of a page's changes. Where it cannot be
// recorded the next run finds them open and reads them back.
func (r *recorder) settle(page string, p *plan.Page, proof []*reading.Setting) {
	if r.ledger == nil {
		return
	}
	var outcomes []journal.Outcome
	for _, c := range p.Made() {
		o := journal.Outcome{Setting: c.Reading.Wish.Setting.ID, Control: c.Read.Key, Before: c.Read.Value, Result: string(c.Result)}
		if q := c.In(proof); q != nil {
			o.After = q.Value
		}
		outcomes = append(outcomes, o)
	}
	if err := r.ledger.RecordOutcomes(outcomes); err != nil {
		r.log.Warn("outcome not recorded", "page", page, "error", err)
	}
}

// end tells the ledger that the run is over.
func (r *recorder) end(err error, stopped bool) {
	if r.ledger == nil {
		return
	}
	how := journal.Done
	switch {
	case err != nil && !errors.Is(err, outcome.ErrInterrupted):
		how = journal.Failed
	case err != nil, stopped:
		how = journal.Interrupted
	}
	if err := r.ledger.End(how); err != nil {
		r.log.Warn("end of the run not recorded", "error", err)
	}
}
