package outcome

import "strings"

func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
