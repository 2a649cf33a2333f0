package page

import (
	"context"
	"time"

	"github.com/plexpriv/plexpriv/flows/answer"
)

// RetryPolicy is how often something is tried, and the pause before the second try. The
// pause doubles each time.
type RetryPolicy struct {
	Tries int
	Pause time.Duration
}

// ShortRetry is for a page, and for a request that a person waits for.
var ShortRetry = RetryPolicy{Tries: 3, Pause: 500 * time.Millisecond}

// Retry calls ask, and calls it again as long as it reports a temporary error. after is
// how long Plex asks to wait before the next request.
func Retry(ctx context.Context, how RetryPolicy, ask func() (temporary bool, after time.Duration)) {
	wait := how.Pause
	for try := 1; ; try++ {
		temporary, after := ask()
		if !temporary || try == how.Tries || !Pause(ctx, max(wait, after)) {
			return
		}
		wait *= 2
	}
}

// Again says whether a request that was answered with a status may be sent again, and
// after how long. If a Retry-After header asks for more than a run can wait, it may not.
func Again(status int, retryAfter string) (temporary bool, after time.Duration) {
	const most = 20 * time.Second
	temporary, after = answer.Again(status, retryAfter)
	return temporary && after <= most, after
}

// Pause waits. It returns false if the run ends first.
func Pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
