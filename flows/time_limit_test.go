package flows

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// TestTimeLimitEnds: whatever hangs on the time for an account ends when that is over, or
// when the run is interrupted, and for the same reason.
func TestTimeLimitEnds(t *testing.T) {
	for name, c := range map[string]struct {
		rows   int
		after  time.Duration
		reason error
	}{
		"at its time":            {0, 90 * time.Second, context.DeadlineExceeded},
		"with a short list":      {100, 90 * time.Second, context.DeadlineExceeded},
		"later with a long list": {500, 490 * time.Second, context.DeadlineExceeded},
		"when it is interrupted": {500, 10 * time.Second, outcome.ErrInterrupted},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				parent, interrupt := context.WithCancelCause(t.Context())
				defer interrupt(nil)
				if errors.Is(c.reason, outcome.ErrInterrupted) {
					time.AfterFunc(c.after, func() { interrupt(outcome.ErrInterrupted) })
				}
				began := time.Now()
				limit, cancel := newTimeLimit(parent, 90*time.Second, time.Second)
				defer cancel()
				inner, done := context.WithTimeout(limit, time.Hour)
				defer done()
				limit.found("vendors", c.rows)
				limit.found("vendors", c.rows/2) // what was seen once counts
				<-inner.Done()
				if took := time.Since(began); took != c.after || !errors.Is(context.Cause(inner), c.reason) {
					t.Errorf("it ended after %s: %v, want %s: %v", took, context.Cause(inner), c.after, c.reason)
				}
			})
		})
	}
}
