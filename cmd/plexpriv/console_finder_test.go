//go:build !windows

package main

import "testing"

func TestADoubleClickInFinder(t *testing.T) {
	for _, c := range []struct {
		program, terminal, level string
		want                     bool
	}{
		{"/Users/alice/Downloads/plexpriv", "Apple_Terminal", "1", true},
		{"plexpriv", "Apple_Terminal", "1", false},                   // typed, and found in PATH
		{"./plexpriv", "Apple_Terminal", "1", false},                 // typed
		{"/usr/local/bin/plexpriv", "Apple_Terminal", "2", false},    // from a script or another shell
		{"/Users/alice/Downloads/plexpriv", "iTerm.app", "1", false}, // Finder opens Terminal
		{"/opt/homebrew/bin/plexpriv", "", "", false},                // launchd
	} {
		env := map[string]string{"TERM_PROGRAM": c.terminal, "SHLVL": c.level}
		if got := openedByFinder(c.program, func(name string) string { return env[name] }); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
