package outcome

import "strings"

func Address(raw string) string {
	if i := strings.IndexByte(raw, '?'); i >= 0 {
		raw = raw[:i]
	}
	return strings.TrimPrefix(raw, "https://")
}
