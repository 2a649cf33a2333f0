package world

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Interruptible gives a context that ends, with flows.ErrInterrupted, when the
// person or the system wants an end. Where stop is not nil the first Ctrl-C only
// closes it, so that the page in work can be finished.
func (w *World) Interruptible(ctx context.Context, stop chan struct{}) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	arriving, ignore := w.Signals()
	over := make(chan struct{})
	go func() {
		for {
			select {
			case s := <-arriving:
				if s == os.Interrupt && stop != nil {
					fmt.Fprintln(w.Terminal.Stderr, "finishing the page in work …; press Ctrl-C again to stop now")
					close(stop)
					stop = nil
					continue
				}
				cancel(outcome.ErrInterrupted)
			case <-over:
				return
			}
		}
	}()
	return ctx, func() {
		close(over)
		ignore()
		cancel(nil)
	}
}

// Ended names the reason why the context of a command ended, if it did, in
// place of what failed because of it.
func Ended(ctx context.Context, err error) error {
	switch cause := context.Cause(ctx); {
	case cause == nil:
		return err
	case errors.Is(cause, context.DeadlineExceeded):
		return fmt.Errorf("%w: the time was over (--timeout): %v", outcome.ErrTryLater, err)
	}
	return outcome.ErrInterrupted
}
