package record

import (
	"log/slog"
	"maps"
	"slices"
	"sync"

	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// RetryLedger is the ledger of an account that may need a second try. To the journal both
// tries are one run. The second Begin records the outcome of what the first try left
// open, going by what the controls show then.
type RetryLedger struct {
	ledger Ledger

	mu       sync.Mutex
	begun    bool
	how      journal.How
	intended Intents
	// open holds the changes that are not known to be as wanted.
	open map[controlKey]bool
}

// NewRetryLedger returns nil for a nil Ledger: then nothing is recorded.
func NewRetryLedger(l Ledger) *RetryLedger {
	if l == nil {
		return nil
	}
	return &RetryLedger{ledger: l, intended: Intents{}, open: map[controlKey]bool{}}
}

// Begin starts the run, or records the outcome of what the first try left open.
func (r *RetryLedger) Begin(read []journal.Value) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.begun {
		err := r.ledger.Begin(read)
		r.begun = err == nil
		return err
	}
	return r.settle(read)
}

// ReadLater records values that were read later, and the outcome of what the first try
// left open, if they tell it. The values of the second try are not those from before the
// run where the first try has changed something.
func (r *RetryLedger) ReadLater(read []journal.Value) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.settle(read); err != nil {
		return err
	}
	before := slices.DeleteFunc(slices.Clone(read), func(v journal.Value) bool { return r.intended.HasControl(v.Setting, v.Control) })
	return r.ledger.ReadLater(before)
}

// settle records the outcome of what the first try left open, if the values tell it.
func (r *RetryLedger) settle(read []journal.Value) error {
	var outcomes []journal.Outcome
	for key := range r.open {
		i := r.intended[key]
		left := journal.Change{Wanted: i.Wanted, Outcome: journal.Outcome{Setting: i.Setting, Control: i.Control, Before: i.Before}}
		if o, ok := settled(left, read); ok {
			outcomes = append(outcomes, o)
		}
	}
	if len(outcomes) == 0 {
		return nil
	}
	return r.ledger.RecordOutcomes(outcomes)
}

// Intend records changes. Before keeps the value from before the first try.
func (r *RetryLedger) Intend(changes []journal.Intent) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.ledger.Intend(changes); err != nil {
		return err
	}
	for _, i := range changes {
		key := controlKey{i.Setting, i.Control}
		if first, again := r.intended[key]; again {
			i.Before = first.Before
		}
		r.intended[key], r.open[key] = i, true
	}
	return nil
}

// RecordOutcomes records outcomes.
func (r *RetryLedger) RecordOutcomes(outcomes []journal.Outcome) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, o := range outcomes {
		if key := (controlKey{o.Setting, o.Control}); o.Result == string(outcome.Verified) {
			delete(r.open, key)
		}
	}
	return r.ledger.RecordOutcomes(outcomes)
}

// End only notes how the try ended: there may be a second one. Finish ends the run.
func (r *RetryLedger) End(how journal.How) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.how = how
	return nil
}

// Finish ends the run.
func (r *RetryLedger) Finish(log *slog.Logger) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.begun || r.how == "" {
		return
	}
	if err := r.ledger.End(r.how); err != nil {
		log.Warn("the end of the run could not be recorded", "error", err)
	}
}

// Changed says whether anything may have been changed. A nil RetryLedger records nothing,
// so nothing was.
func (r *RetryLedger) Changed() bool {
	if r == nil {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.intended) > 0
}

// Intended returns the changes that were intended up to now; none if nothing is recorded.
func (r *RetryLedger) Intended() Intents {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.intended)
}

// Intents holds changes that were intended.
type Intents map[controlKey]journal.Intent

// HasSetting says whether one of the changes is to a control of this setting.
func (t Intents) HasSetting(setting string) bool {
	for key := range t {
		if key.setting == setting {
			return true
		}
	}
	return false
}

// HasControl says whether one of the changes is to this control.
func (t Intents) HasControl(setting, control string) bool {
	_, ok := t[controlKey{setting, control}]
	return ok
}
