package automation

import (
	"context"
	"fmt"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// Until calls look repeatedly until it is done or fails, or ctx ends. Whatever waits for
// a page, a browser or a file to change does it here or in UntilPaced. look returns in a
// few words what it saw; they are in the error if the time runs out.
func Until(ctx context.Context, op, target string, every time.Duration, look func(context.Context) (done bool, seen string, err error)) error {
	return UntilPaced(ctx, op, target, func() time.Duration { return every }, look)
}

// UntilPaced is Until with pauses of different lengths: next returns the pause after
// each look.
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
