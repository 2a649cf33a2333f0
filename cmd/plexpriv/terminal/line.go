package terminal

import "strings"

// FirstLine is the first line of a text, without its end.
func FirstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return strings.TrimRight(line, "\r")
}
