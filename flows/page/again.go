package page

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Asking is how often something is asked, and the pause before the second time. The
// pause doubles each time.
type Asking struct {
	Tries int
	Pause time.Duration
}

// Briefly is for a page, or for a question that somebody waits for.
var Briefly = Asking{Tries: 3, Pause: 500 * time.Millisecond}

// Again asks, and again after a passing trouble: while ask says that it is one. after is
// how long Plex wants to be left alone until then.
func Again(ctx context.Context, how Asking, ask func() (passing bool, after time.Duration)) {
	wait := how.Pause
	for try := 1; ; try++ {
		passing, after := ask()
		if !passing || try == how.Tries || !Pause(ctx, max(wait, after)) {
			return
		}
		wait *= 2
	}
}

// RetryAfter is how long to wait before asking again: what a Retry-After header
// says, bounded so that a run does not hang on it.
func RetryAfter(h string) time.Duration {
	const most = 20 * time.Second
	d, _ := AskedToWait(h)
	return min(d, most)
}

// AskedToWait reads a Retry-After header: seconds, or a date (RFC 9110, 10.2.3).
func AskedToWait(h string) (time.Duration, bool) {
	h = strings.TrimSpace(h)
	if n, err := strconv.Atoi(h); err == nil && n >= 0 {
		return time.Duration(n) * time.Second, true
	}
	if at, err := http.ParseTime(h); err == nil {
		return max(0, time.Until(at).Round(time.Second)), true
	}
	return 0, false
}

// Pause waits, unless the run ends first.
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
