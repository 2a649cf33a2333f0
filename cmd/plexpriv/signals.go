package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/plexpriv/plexpriv/flows"
)

func osSignals() (<-chan os.Signal, func()) {
	c := make(chan os.Signal, 4)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	return c, func() { signal.Stop(c) }
}

// interruptible gives a context that ends at the second Ctrl-C, or at a request
// to terminate, and a channel that is closed at the first Ctrl-C.
func (w *world) interruptible(parent context.Context) (ctx context.Context, stop <-chan struct{}, done func()) {
	ctx, cancel := context.WithCancelCause(parent)
	signals, release := w.signals()
	soft := make(chan struct{})
	quit := make(chan struct{})
	go func() {
		closed := false
		for {
			select {
			case <-quit:
				return
			case s := <-signals:
				if s == os.Interrupt && !closed {
					closed = true
					close(soft)
					fmt.Fprintln(w.stderr, "plexpriv: finishing the page in work; press Ctrl-C again to stop at once")
					continue
				}
				cancel(flows.ErrInterrupted)
			}
		}
	}()
	return ctx, soft, func() {
		release()
		close(quit)
		cancel(nil)
	}
}
