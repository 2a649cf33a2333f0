package schedule

import (
	"context"
	"fmt"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Loop runs the job again and again, where there is no scheduler: in a container. When it
// is due is computed from the last run, which is on the disk, so that a restart neither
// runs twice nor leaves out a run. A run that fails does not end the loop; only ctx or a
// signal does.
func Loop(ctx context.Context, w *world.World, t Times, run func(context.Context) error) error {
	for {
		if err := waitFor(ctx, w, due(w, t)); err != nil {
			return err
		}
		began := w.Now()
		err := run(ctx)
		if ctx.Err() != nil || exit.Code(err) == outcome.ExitInterrupted {
			return err
		}
		if err != nil && !exit.IsA[*exit.Reported](err) {
			w.Terminal.PrintError(err)
		}
		if last := loadLastRun(w); last == nil || last.At.Before(began) {
			// How the run ended could not be written down. Without that it would be due
			// again at once.
			if err := waitFor(ctx, w, t.next(w.Now())); err != nil {
				return err
			}
		}
	}
}

// due is when the job has to run next: at once, if it never has.
func due(w *world.World, t Times) time.Time {
	last := loadLastRun(w)
	if last == nil {
		return w.Now()
	}
	return t.next(last.At.In(w.Now().Location()))
}

// longestNap is how long the loop sleeps before it looks at the clock again: machines are
// put to sleep, and clocks are set.
const longestNap = 5 * time.Minute

// waitFor waits until the clock shows a time. A signal ends the wait at once.
func waitFor(ctx context.Context, w *world.World, at time.Time) error {
	ctx, end := w.Interruptible(ctx, nil)
	defer end()
	if at.After(w.Now()) {
		fmt.Fprintf(w.Terminal.Stderr, "plexpriv: next run %s\n", at.Format("2006-01-02 15:04"))
	}
	for {
		left := at.Sub(w.Now())
		if left <= 0 {
			return nil
		}
		nap := time.NewTimer(min(left, longestNap))
		select {
		case <-nap.C:
		case <-ctx.Done():
			nap.Stop()
			return world.EndCause(ctx, ctx.Err())
		}
	}
}
