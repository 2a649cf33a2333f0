package answer

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// RetryAfter reads a Retry-After header: seconds, or a date (RFC 9110, 10.2.3).
func RetryAfter(h string) (after time.Duration, said bool) {
	h = strings.TrimSpace(h)
	if n, err := strconv.ParseUint(h, 10, 31); err == nil {
		return time.Duration(n) * time.Second, true
	}
	if at, err := http.ParseTime(h); err == nil {
		return max(0, time.Until(at).Round(time.Second)), true
	}
	return 0, false
}
