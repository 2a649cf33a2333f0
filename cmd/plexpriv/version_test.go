package main

import (
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// An old build says so where somebody reads it, without asking the network, and not where
// a program reads the output.
func TestOldBuildIsMentioned(t *testing.T) {
	for _, c := range []struct {
		args   string
		months int
		says   bool
	}{
		{"version", 7, true}, {"version", 5, false}, {"--version", 7, true},
		{"check", 7, true}, {"check", 5, false}, {"check --quiet", 7, false}, {"check --json", 7, false},
		{"doctor", 7, true}, {"doctor", 5, false},
		{"apply", 7, false},
	} {
		s := newFakeWorld(t)
		s.store.kept["default"] = aSession("alice")
		s.reportAll(outcome.Already, nil)
		s.Build.Date = s.Now().AddDate(0, -c.months, 0)
		s.run(strings.Fields(c.args)...)
		if said := strings.Contains(s.out.String()+s.err.String(), "7 months old"); said != c.says {
			t.Errorf("%s, %d months old: mentioned %v, want %v: %s%s", c.args, c.months, said, c.says, &s.out, &s.err)
		}
	}
	s := newFakeWorld(t)
	s.Build.Date = s.Now()
	if code := s.run("version"); code != exit.OK || !strings.Contains(s.out.String(), "plexpriv 0.1.0 (built 2026-03-14, catalogue ") {
		t.Errorf("exit code %d: %s", code, &s.out)
	}
}
