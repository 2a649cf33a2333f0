package page

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"
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

// RetryAfter returns how long to wait before the next request: what a Retry-After header
// says, but not so long that a run hangs on it.
func RetryAfter(h string) time.Duration {
	const most = 20 * time.Second
	d, _ := ParseRetryAfter(h)
	return min(d, most)
}

// ParseRetryAfter reads a Retry-After header: seconds, or a date (RFC 9110, 10.2.3).
func ParseRetryAfter(h string) (time.Duration, bool) {
	h = strings.TrimSpace(h)
	if n, err := strconv.Atoi(h); err == nil && n >= 0 {
		return time.Duration(n) * time.Second, true
	}
	if at, err := http.ParseTime(h); err == nil {
		return max(0, time.Until(at).Round(time.Second)), true
	}
	return 0, false
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
