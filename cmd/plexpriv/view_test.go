package main

import (
	"context"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

func view(t *testing.T, s *fakeWorld, r outcome.Result, args ...string) string {
	t.Helper()
	s.store.kept["default"] = aSession("alice")
	s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
		a := accountReport(who, r)
		a.Settings[0].Detail = "a long reason that goes on and on\n  at pp.look (<anonymous>:576:106), and on, and on, and on, and on, and then some"
		return a
	}
	s.run(args...)
	return s.out.String()
}

func TestResultTable(t *testing.T) {
	s := newFakeWorld(t)
	out := view(t, s, outcome.Verified, "apply")
	for _, want := range []string{
		"alice, level recommended\n", "SETTING               BEFORE  AFTER    RESULT   WHY\n",
		"visibility.watchlist  anyone  private  changed  a long reason",
		"1 setting changed and confirmed.", "Undo: plexpriv undo",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if out := view(t, s, outcome.WouldChange, "apply", "--dry-run"); !strings.Contains(out, "NOW     WANTED") || !strings.Contains(out, "1 setting would change; nothing was changed.") {
		t.Errorf("dry-run:\n%s", out)
	}
	if out := view(t, s, outcome.Already, "check"); !strings.Contains(out, "Already private: nothing to change.") {
		t.Errorf("check:\n%s", out)
	}
}

func TestQuietPrintsProblemsOnly(t *testing.T) {
	s := newFakeWorld(t)
	if out := view(t, s, outcome.Verified, "apply", "--quiet"); out != "" || s.err.Len() > 0 {
		t.Errorf("printed %q %q", out, s.err.String())
	}
	if out := view(t, s, outcome.Reverted, "apply", "--quiet"); !strings.Contains(out, "changed back by Plex") {
		t.Errorf("printed %q", out)
	}
}

func TestLongDriftPointsToJSON(t *testing.T) {
	for _, n := range []int{outcome.MaxNamed, outcome.MaxNamed + 1} {
		s := newFakeWorld(t)
		s.store.kept["default"] = aSession("alice")
		s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
			a := accountReport(who, outcome.WouldChange)
			a.Settings[0].Drift = make([]outcome.Drift, n)
			return a
		}
		s.run("check")
		if got := strings.Contains(s.out.String(), "--json lists all"); got != (n > outcome.MaxNamed) {
			t.Errorf("%d changed: %s", n, s.out.String())
		}
	}
}

func TestColorsOnATerminalOnly(t *testing.T) {
	for _, c := range []struct {
		tty   bool
		env   string
		color bool
	}{{false, "", false}, {true, "", true}, {true, "NO_COLOR=1", false}, {true, "TERM=dumb", false}} {
		s := newFakeWorld(t)
		s.Terminal.Stdout.TTY = c.tty
		if name, value, ok := strings.Cut(c.env, "="); ok {
			s.env[name] = value
		}
		if got := strings.Contains(view(t, s, outcome.Verified, "check"), "\x1b["); got != c.color {
			t.Errorf("terminal %v, %s: color %v", c.tty, c.env, got)
		}
	}
}

func TestTableFitsTheScreen(t *testing.T) {
	s := newFakeWorld(t)
	s.Terminal.Stdout.TTY, s.Terminal.Stdout.Width = true, 100
	s.env["NO_COLOR"] = "1"
	for _, line := range strings.Split(view(t, s, outcome.WouldChange, "apply", "--dry-run", "--wide"), "\n") {
		if n := len([]rune(line)); n > s.Terminal.Stdout.Width {
			t.Errorf("%d characters: %s", n, line)
		}
	}
	if out := s.out.String(); !strings.Contains(out, "then some") {
		t.Errorf("cut off:\n%s", out)
	}
}

func TestProgressOnATerminalOnly(t *testing.T) {
	for _, tty := range []bool{false, true} {
		s := newFakeWorld(t)
		s.Terminal.Stderr.TTY = tty
		s.store.kept["default"] = aSession("alice")
		s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
			if o := s.engine.options.Observer; o != nil {
				o.Step(who.Profile, "email", flows.StepReading)
			}
			return accountReport(who, outcome.Already)
		}
		s.run("check")
		if got := strings.Contains(s.err.String(), "Email preferences: reading"); got != tty {
			t.Errorf("terminal %v: %q", tty, s.err.String())
		}
	}
}
