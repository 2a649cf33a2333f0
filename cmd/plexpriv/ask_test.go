package main

import (
	"context"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/flows"
)

// asking is a stage at a terminal, where the person types the given lines.
func asking(t *testing.T, typed string) *stage {
	s := newStage(t)
	s.stdinTTY, s.stderrTTY = true, true
	s.stdin = strings.NewReader(typed)
	s.store.kept["default"] = aSession("alice")
	s.engine.report = func(_ context.Context, who flows.Subject, req flows.Request) flows.AccountReport {
		if req.DryRun {
			return accountReport(who, flows.WouldChange)
		}
		return accountReport(who, flows.Verified)
	}
	return s
}

func TestAskChangesAll(t *testing.T) {
	s := asking(t, "\n")
	if code := s.run("apply", "--ask"); code != 0 {
		t.Fatalf("exit code %d: %s", code, s.err.String())
	}
	if !strings.Contains(s.err.String(), "anyone → private") {
		t.Errorf("the person was shown\n%s", s.err.String())
	}
	if r := s.engine.requests; len(r) != 2 || !r[0].DryRun || r[1].DryRun || len(r[1].Selection.Skip) != 0 {
		t.Errorf("the runs were %+v", r)
	}
	if len(s.launches) != 2 || !s.launches[0].ReadOnly || s.launches[1].ReadOnly {
		t.Errorf("the browsers were %+v", s.launches)
	}
}

func TestAskLeavesOut(t *testing.T) {
	for _, typed := range []string{"1\n", "q\n", "7\nx\n 1,\n", "7\n7\n7\n", ""} {
		s := asking(t, typed)
		if code := s.run("apply", "--ask"); code != 0 || !strings.Contains(s.err.String(), "Nothing was changed") {
			t.Errorf("%q: exit code %d: %s", typed, code, s.err.String())
		}
		if len(s.engine.requests) != 1 {
			t.Errorf("%q: %d runs, want only that which reads", typed, len(s.engine.requests))
		}
	}
}

func TestLeaveOut(t *testing.T) {
	if out, err := leaveOut(" 2, 3 5\r", 5); err != nil || len(out) != 3 || !out[2] || !out[3] || !out[5] {
		t.Errorf("%v, %v", out, err)
	}
	for _, line := range []string{"0", "6", "-1", "2-3", "all"} {
		if _, err := leaveOut(line, 5); err == nil {
			t.Errorf("%q was taken", line)
		}
	}
}

func TestAskNeedsSomebodyToAsk(t *testing.T) {
	s := asking(t, "")
	for _, args := range []string{"--ask --dry-run", "--ask --yes", "--ask --json", "--ask --quiet"} {
		if code := s.run(append([]string{"apply"}, strings.Fields(args)...)...); code != exitUsage {
			t.Errorf("apply %s: exit code %d", args, code)
		}
	}
	s.stdinTTY = false
	if code := s.run("apply", "--ask"); code != exitUsage || !strings.Contains(s.err.String(), "no terminal") {
		t.Errorf("without a terminal: exit code %d: %s", code, s.err.String())
	}
}
