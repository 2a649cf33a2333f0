package terminal

import "strings"

// OneLine puts a text into one line. What a script of a page says may have several,
// and would break a table.
func OneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// FirstLine is the first line of a text, without its end.
func FirstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return strings.TrimRight(line, "\r")
}
