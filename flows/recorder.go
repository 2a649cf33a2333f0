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

// recorder records in the ledger of an account what its run does, one page at a time.
type recorder struct {
	// ledger may be nil; then nothing is recorded.
	ledger record.Ledger
	log    *slog.Logger
	// mu serializes the calls of the ledger. unrecorded is the error after which nothing
	// more may be changed.
	mu         sync.Mutex
	unrecorded error
	// begun says that the beginning of the run is recorded.
	begun bool
}

// mayChange records what is about to be changed on a page, and says whether it may be
// changed now. It calls begins first, unless nothing may be changed any more.
func (r *recorder) mayChange(p *plan.Page, begins func()) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.unrecorded != nil {
		return false
	}
	begins()
	if r.unrecorded = r.intend(p); r.unrecorded != nil {
		p.MarkAll(outcome.Failed, "not changed, because it could not be recorded")
		return false
	}
	return true
}

// read records the values of pages before anything is changed on them.
func (r *recorder) read(values []journal.Value) error {
	switch {
	case r.ledger == nil:
		return nil
	case r.begun:
		return r.ledger.ReadLater(values)
	}
	err := r.ledger.Begin(values)
	r.begun = err == nil
	return err
}

// intend records what is to be changed on a page.
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

// outcomes records the results of a page's changes. If that fails, the next run finds
// them open and reads them back.
func (r *recorder) outcomes(page string, p *plan.Page, proof []*reading.Setting) {
	if r.ledger == nil {
		return
	}
	var all []journal.Outcome
	for _, c := range p.ToProve() {
		o := journal.Outcome{Setting: c.Reading.Wish.Setting.ID, Control: c.Read.Key, Before: c.Read.Value, Result: string(c.Result)}
		if q := c.In(proof); q != nil {
			o.After = q.Value
		}
		all = append(all, o)
	}
	if err := r.ledger.RecordOutcomes(all); err != nil {
		r.log.Warn("the outcome could not be recorded", "page", page, "error", err)
	}
}

// end records that the run is over, and how it ended, if it has begun.
func (r *recorder) end(err error, stopped bool) {
	if r.ledger == nil || !r.begun {
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
		r.log.Warn("the end of the run could not be recorded", "error", err)
	}
}
