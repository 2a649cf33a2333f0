package automation

import (
	"context"
	"fmt"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// Until calls look again and again until it is done or fails, or ctx ends. The program
// waits here and in UntilPaced, and nowhere else. look returns what it saw in a few
// words; they stand in the error when the time is up.
func Until(ctx context.Context, op, target string, every time.Duration, look func(context.Context) (done bool, seen string, err error)) error {
	return UntilPaced(ctx, op, target, func() time.Duration { return every }, look)
}

// UntilPaced is Until with pauses that vary: next gives the pause after each look.
func UntilPaced(ctx context.Context, op, target string, next func() time.Duration, look func(context.Context) (done bool, seen string, err error)) error {
	start := time.Now()
	var seen []string
	tries := 0
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return &sight.ActionError{Op: op, Target: target, Seen: seen, Tries: tries, Waited: time.Since(start),
				Err: fmt.Errorf("gave up waiting: %w", context.Cause(ctx))}
		case <-timer.C:
		}
		done, what, err := look(ctx)
		tries++
		if err != nil {
			if ctx.Err() != nil {
				continue
			}
			return err
		}
		if done {
			return nil
		}
		if what != "" {
			seen = append(seen, what)
		}
		timer.Reset(next())
	}
}
