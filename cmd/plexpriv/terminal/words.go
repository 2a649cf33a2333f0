package terminal

import (
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Ago is a time in the past as people say it: "just now", "3 days ago".
func Ago(now, t time.Time) string {
	const day = 24 * time.Hour
	count := func(n int, unit string) string { return outcome.Plural(n, unit) + " ago" }
	switch d := now.Sub(t); {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return count(int(d/time.Minute), "minute")
	case d < day:
		return count(int(d/time.Hour), "hour")
	default:
		return count(int(d/day), "day")
	}
}

// Upper gives the words in capitals, as in the heads of columns.
func Upper(words []string) []string {
	out := make([]string, len(words))
	for i, word := range words {
		out[i] = strings.ToUpper(word)
	}
	return out
}
