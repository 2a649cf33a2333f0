package main

import (
	"slices"
	"strings"
)

// flagsFirst allows "catalogue test FILE --against SAVED", as people write it, by moving
// the file to the end. Everywhere else a flag after an argument is an error, because it
// might be one like --dry-run that makes a run harmless.
func flagsFirst(args []string) []string {
	const first = 3 // plexpriv catalogue test
	if len(args) <= first || args[1] != "catalogue" || strings.HasPrefix(args[first], "-") {
		return args
	}
	return slices.Concat(args[:first], args[first+1:], args[first:first+1])
}
