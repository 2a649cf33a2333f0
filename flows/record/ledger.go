package record

import (
	"context"
	"fmt"

	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Ledger is told of every change to an account before it is made, and of its outcome.
// Calls do not overlap.
type Ledger interface {
	// Begin is called once, before anything is changed. read has all values of the pages
	// that were read in time.
	Begin(read []journal.Value) error
	// ReadLater is called with the values of pages that were late, before anything is
	// changed on these.
	ReadLater(read []journal.Value) error
	// Intend is called before a page is changed, with every change to be made on it. An
	// error stops the run, because a change that cannot be recorded must not be made.
	Intend(changes []journal.Intent) error
	// RecordOutcomes is called when the outcome of intended changes is known.
	RecordOutcomes(outcomes []journal.Outcome) error
	// End is called last, if Begin was.
	End(how journal.How) error
}

// journalLedger is the Ledger that writes to a journal.
type journalLedger struct {
	journal *journal.Journal
	run     string
	start   journal.Start
}

// NewLedger starts to record a run in a journal. It locks the journal, so that no other
// run can change the account; the caller closes the journal after the run.
func NewLedger(ctx context.Context, j *journal.Journal, run string, start journal.Start) (Ledger, error) {
	if err := j.Lock(ctx); err != nil {
		return nil, err
	}
	return &journalLedger{journal: j, run: run, start: start}, nil
}

// Begin also records the outcome of changes that earlier runs left open, if their
// controls were read.
func (k *journalLedger) Begin(read []journal.Value) error {
	return k.append("the beginning of the run", append([]journal.Record{{Run: k.run, Start: &k.start}}, k.snapshot(read)...))
}

// ReadLater does the same for values that were read later.
func (k *journalLedger) ReadLater(read []journal.Value) error {
	return k.append("what was read", k.snapshot(read))
}

// snapshot returns the records of what was read: the values, and the outcome of changes
// of earlier runs that they tell.
func (k *journalLedger) snapshot(read []journal.Value) []journal.Record {
	records := []journal.Record{{Run: k.run, Snapshot: &journal.Snapshot{Values: read}}}
	for _, c := range k.journal.Left() {
		if o, ok := settled(c, read); ok {
			records = append(records, journal.Record{Run: k.run, Outcome: &o})
		}
	}
	return records
}

// settled returns the outcome of a change that was interrupted, going by what its
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

func (k *journalLedger) Intend(changes []journal.Intent) error {
	records := make([]journal.Record, len(changes))
	for i := range changes {
		records[i] = journal.Record{Run: k.run, Intent: &changes[i]}
	}
	return k.append("what is about to be changed", records)
}

func (k *journalLedger) RecordOutcomes(outcomes []journal.Outcome) error {
	records := make([]journal.Record, len(outcomes))
	for i := range outcomes {
		records[i] = journal.Record{Run: k.run, Outcome: &outcomes[i]}
	}
	return k.append("what was changed", records)
}

func (k *journalLedger) End(how journal.How) error {
	return k.append("the end of the run", []journal.Record{{Run: k.run, End: &journal.End{How: how}}})
}

func (k *journalLedger) append(what string, records []journal.Record) error {
	if err := k.journal.Append(records...); err != nil {
		return fmt.Errorf("record %s: %w", what, err)
	}
	return nil
}
