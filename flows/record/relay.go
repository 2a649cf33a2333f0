package record

import (
	"log/slog"
	"maps"
	"sync"

	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// relay is the ledger of an account that may be begun twice. The run begins and
// ends once in it; the second beginning settles what the first try has left open,
// by what the controls show then.
type relay struct {
	ledger Ledger

	mu       sync.Mutex
	begun    bool
	how      journal.How
	intended Intents
	// open are those of them whose outcome is not known to be as wanted.
	open map[controlKey]bool
}

// NewRelay gives nil where nothing is recorded.
func NewRelay(l Ledger) *relay {
	if l == nil {
		return nil
	}
	return &relay{ledger: l, intended: Intents{}, open: map[controlKey]bool{}}
}

// Begin begins the run, or settles what the first try has left open.
func (r *relay) Begin(read []journal.Value) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.begun {
		err := r.ledger.Begin(read)
		r.begun = err == nil
		return err
	}
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
	return r.ledger.Settle(outcomes)
}

// Intend passes on what is about to be changed. What was there before the first
// try is what counts.
func (r *relay) Intend(changes []journal.Intent) error {
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

// Settle passes on what became of changes.
func (r *relay) Settle(outcomes []journal.Outcome) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, o := range outcomes {
		if key := (controlKey{o.Setting, o.Control}); o.Result == string(outcome.Verified) {
			delete(r.open, key)
		}
	}
	return r.ledger.Settle(outcomes)
}

// End waits for finish: there may be a second try.
func (r *relay) End(how journal.How) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.how = how
	return nil
}

// Finish ends the run.
func (r *relay) Finish(log *slog.Logger) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.begun || r.how == "" {
		return
	}
	if err := r.ledger.End(r.how); err != nil {
		log.Warn("end of the run not recorded", "error", err)
	}
}

// Changed says whether anything may have been changed. A nil relay records
// nothing, so nothing was.
func (r *relay) Changed() bool {
	if r == nil {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.intended) > 0
}

// SoFar are the changes that were intended until now. There are none where nothing is
// recorded.
func (r *relay) SoFar() Intents {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.intended)
}

// Intents are changes that were intended.
type Intents map[controlKey]journal.Intent

// Concern says whether one of them is of a setting.
func (t Intents) Concern(setting string) bool {
	for key := range t {
		if key.setting == setting {
			return true
		}
	}
	return false
}

// Include says whether one of them is to a control.
func (t Intents) Include(setting, control string) bool {
	_, ok := t[controlKey{setting, control}]
	return ok
}
