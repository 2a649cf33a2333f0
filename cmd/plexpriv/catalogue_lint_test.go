package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestCatalogueLint(t *testing.T) {
	s := newFakeWorld(t)
	if code := s.run("catalogue", "lint"); code != 0 || !strings.Contains(s.out.String(), "en*") {
		t.Errorf("exit code %d:\n%s%s", code, s.out.String(), s.err.String())
	}
	var r lintReport
	s.run("catalogue", "lint", "--json")
	if err := json.Unmarshal(s.out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Controls {
		if want := strings.HasPrefix(c.Setting, "privacy.") && c.Setting != "privacy.library-stats"; want && !c.WithoutWords {
			t.Errorf("%s/%s is found by words only", c.Setting, c.Control)
		}
	}
}
