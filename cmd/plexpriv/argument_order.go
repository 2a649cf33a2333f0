package main

import (
	"slices"
	"strings"
)

// flagsFirst puts the flags of "catalogue test FILE --against SAVED" before the
// file, as people write it. Everywhere else a flag after an argument is a mistake
// that must be told: what follows it might be meant to make a run harmless.
func flagsFirst(args []string) []string {
	const first = 3 // plexpriv catalogue test
	if len(args) <= first || args[1] != "catalogue" || strings.HasPrefix(args[first], "-") {
		return args
	}
	return slices.Concat(args[:first], args[first+1:], args[first:first+1])
}
