package main

import (
	"strings"
	"testing"
)

// TestNoOutputContainsASecret puts secrets wherever a page or a library could put them.
func TestNoOutputContainsASecret(t *testing.T) {
	for _, mode := range []string{"", "--json", "--verbose", "--quiet"} {
		s := newFakeWorld(t)
		s.store.kept["default"] = aSession(canaryMail)
		s.engine.report = leakyReport(s)
		s.run(strings.Fields("check " + mode)...)
		if out := s.out.String() + s.err.String(); out == "" || strings.Contains(out, "canary") {
			t.Errorf("%q printed %s", mode, out)
		}
	}
}
