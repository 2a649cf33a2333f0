package terminal

import "strings"

// OneLine keeps what a script of a page may say over several lines in its row.
func OneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
