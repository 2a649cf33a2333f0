package record

import (
	"context"
	"fmt"

	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Ledger is told of every change to an account before it is made, and of its
// outcome. It is called by one goroutine at a time.
type Ledger interface {
	// Begin is called once, when everything was read and nothing touched yet,
	// with all values that could be read.
	Begin(read []journal.Value) error
	// Intend is called before a page is touched, with everything that is to be
	// changed on it. An error stops the run: nothing is changed that could not
	// be recorded.
	Intend(changes []journal.Intent) error
	// Settle is called when the outcome of intended changes is known.
	Settle(outcomes []journal.Outcome) error
	// End is called last, if Begin was.
	End(how journal.How) error
}

// keeper is the Ledger that writes to a journal.
type keeper struct {
	journal *journal.Journal
	run     string
	start   journal.Start
}

// NewLedger prepares to record a run in a journal. It locks the journal, so
// that no other run is at work on the account; the caller closes the journal
// when the run is over.
func NewLedger(ctx context.Context, j *journal.Journal, run string, start journal.Start) (Ledger, error) {
	if err := j.Lock(ctx); err != nil {
		return nil, err
	}
	return &keeper{journal: j, run: run, start: start}, nil
}

// Begin also settles what earlier runs have left open, as far as it was read.
func (k *keeper) Begin(read []journal.Value) error {
	records := []journal.Record{
		{Run: k.run, Start: &k.start},
		{Run: k.run, Snapshot: &journal.Snapshot{Values: read}},
	}
	for _, c := range k.journal.Left() {
		if o, ok := settled(c, read); ok {
			records = append(records, journal.Record{Run: k.run, Outcome: &o})
		}
	}
	return k.append("the beginning of the run", records)
}

// settled is the outcome of a change that was interrupted, judged by what its
// control shows now.
func settled(c journal.Change, read []journal.Value) (journal.Outcome, bool) {
	for _, v := range read {
		if v.Setting != c.Setting || v.Control != c.Control {
			continue
		}
		o := c.Outcome
		o.After, o.Of = v.Value, c.Run
		switch v.Value {
		case c.Wanted:
			o.Result = string(outcome.Verified)
		case c.Before:
			o.Result = string(outcome.Failed)
		default:
			o.Result = string(outcome.Unverified)
		}
		return o, true
	}
	return journal.Outcome{}, false
}

func (k *keeper) Intend(changes []journal.Intent) error {
	records := make([]journal.Record, len(changes))
	for i := range changes {
		records[i] = journal.Record{Run: k.run, Intent: &changes[i]}
	}
	return k.append("what is about to be changed", records)
}

func (k *keeper) Settle(outcomes []journal.Outcome) error {
	records := make([]journal.Record, len(outcomes))
	for i := range outcomes {
		records[i] = journal.Record{Run: k.run, Outcome: &outcomes[i]}
	}
	return k.append("what was changed", records)
}

func (k *keeper) End(how journal.How) error {
	return k.append("the end of the run", []journal.Record{{Run: k.run, End: &journal.End{How: how}}})
}

func (k *keeper) append(what string, records []journal.Record) error {
	if err := k.journal.Append(records...); err != nil {
		return fmt.Errorf("record %s: %w", what, err)
	}
	return nil
}
