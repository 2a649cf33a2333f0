package world

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Signals delivers the signals that ask plexpriv to end, until stop is called.
type Signals func() (arriving <-chan os.Signal, stop func())

// osSignals are the signals of this process.
func osSignals() (<-chan os.Signal, func()) {
	arriving := make(chan os.Signal, 4)
	signal.Notify(arriving, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	return arriving, func() { signal.Stop(arriving) }
}

// OutliveReaders makes a write to a pipe that nobody reads any more fail, and not end the
// process: "plexpriv apply --verbose | head" must not end a run in the middle of a change.
// What nobody hears is not said, and the run goes on to its end. The signal is taken and
// not ignored, because programs that are started would inherit that it is ignored.
func OutliveReaders() {
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
}

// interrupt does what World.Interruptible promises, and tells the person what the first
// Ctrl-C has done.
func (s Signals) interrupt(ctx context.Context, stop chan struct{}, tell func()) (_ context.Context, end func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	arriving, ignore := s()
	over := make(chan struct{})
	go func() {
		for {
			select {
			case arrived := <-arriving:
				if arrived == os.Interrupt && stop != nil {
					tell()
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

// EndCause returns the reason why the context of a command has ended, if it has, in place
// of the error that it caused.
func EndCause(ctx context.Context, err error) error {
	switch cause := context.Cause(ctx); {
	case cause == nil:
		return err
	case errors.Is(cause, context.DeadlineExceeded):
		return fmt.Errorf("%w: the time was over (--timeout): %v", outcome.ErrTryLater, err)
	}
	return outcome.ErrInterrupted
}
