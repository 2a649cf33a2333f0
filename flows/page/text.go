package page

import "strings"

// FirstLines returns the first n lines of a text: a dialog says there what it is about.
func FirstLines(text string, n int) string {
	lines := strings.SplitN(text, "\n", n+1)
	return strings.Join(lines[:min(len(lines), n)], "\n")
}
