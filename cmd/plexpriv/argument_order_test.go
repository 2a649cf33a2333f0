package main

import (
	"strings"
	"testing"
)

func TestFlagsAreReadBeforeArguments(t *testing.T) {
	for in, want := range map[string]string{
		"plexpriv catalogue test f.toml --against s.json": "plexpriv catalogue test --against s.json f.toml",
		"plexpriv catalogue test --against s.json f.toml": "plexpriv catalogue test --against s.json f.toml",
		"plexpriv catalogue show email":                   "plexpriv catalogue show email",
		"plexpriv catalogue":                              "plexpriv catalogue",
		"plexpriv apply email --dry-run":                  "plexpriv apply email --dry-run",
	} {
		if got := strings.Join(flagsFirst(strings.Fields(in)), " "); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}
