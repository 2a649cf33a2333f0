package main

import (
	"context"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// atTerminal puts a person at a terminal, who types these lines.
func (s *fakeWorld) atTerminal(typed string) {
	t := &s.Terminal
	t.Stdin.TTY, t.Stdout.TTY, t.Stderr.TTY = true, true, true
	t.Stdin.From = strings.NewReader(typed)
}

// Without a command, and with somebody there, plexpriv signs in, shows what would change
// and offers to look every week.
func TestGuidedRun(t *testing.T) {
	s := newFakeWorld(t)
	s.engine.signIn = aSession("alice")
	s.atTerminal("n\n")
	if code := s.run(); code != exit.OK {
		t.Fatalf("exit code %d, %s", code, s.err.String())
	}
	if s.store.kept["default"] == nil {
		t.Error("nobody was signed in")
	}
	if len(s.engine.requests) != 1 || !s.engine.requests[0].DryRun {
		t.Errorf("%d requests; the first must not write", len(s.engine.requests))
	}
	if !strings.Contains(s.err.String(), "Check every week? [y/N] ") {
		t.Errorf("said %s", s.err.String())
	}
	// Somebody is signed in now, and is not asked again.
	s.api.opened = 0
	s.atTerminal("n\n")
	if s.run(); s.api.opened > 0 || len(s.engine.requests) != 2 {
		t.Errorf("signed in again, or did not read: %d requests", len(s.engine.requests))
	}
}

// The guided run shows the plan and asks once; Enter changes it.
func TestGuidedRunAsksOnce(t *testing.T) {
	s := fullWorld(t, 80, "en_US.UTF-8")
	s.atTerminal("\nn\n")
	if code := s.run(); code != exit.OK {
		t.Fatalf("exit code %d, %s", code, s.err.String())
	}
	if r := s.engine.requests; len(r) != 2 || !r[0].DryRun || r[1].DryRun {
		t.Errorf("requests %+v", r)
	}
	said := s.out.String() + s.err.String()
	for _, want := range []string{"→ Watchlist", "[Y/n/pick]", "Check every week? [y/N]"} {
		if strings.Count(said, want) != 1 {
			t.Errorf("not once: %q in\n%s", want, said)
		}
	}
}

// Nothing is written and nothing is offered after a failure.
func TestGuidedRunEndsAtATrouble(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
		a := accountReport(who, outcome.Unreadable)
		a.Cause = outcome.ErrSignIn
		return a
	}
	s.atTerminal("y\n")
	if code := s.run(); code != outcome.ExitSignIn || strings.Contains(s.err.String(), "every week") {
		t.Errorf("exit code %d, %s", code, s.err.String())
	}
}

// Off a terminal, and with anything on the command line, nobody is guided.
func TestNobodyIsGuidedUnasked(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.atTerminal("y\ny\n")
	for _, line := range []string{"--help", "help", "--version", "aply", "--nonsense", "-"} {
		s.run(strings.Fields(line)...)
	}
	s.Terminal.Stdout.TTY = false
	if code := s.run(); code != exit.OK || !strings.Contains(s.out.String(), "Commands:") {
		t.Errorf("exit code %d, %s", code, s.out.String())
	}
	if len(s.engine.requests) > 0 {
		t.Error("a run was started")
	}
}

// If only one of Plex's sites accepts the new session, the guided run goes on with it.
func TestGuidedRunGoesOnWithHalfASession(t *testing.T) {
	s := newFakeWorld(t)
	s.engine.signIn = aSession("alice")
	s.engine.shut = []*signin.SiteError{{Site: "www.plex.tv", Pages: []string{"email"}, Detail: "signed out"}}
	s.atTerminal("n\n")
	s.run()
	if len(s.engine.requests) != 1 || !strings.Contains(s.out.String(), "these pages stay closed: email") {
		t.Errorf("%d requests, said %s%s", len(s.engine.requests), &s.out, &s.err)
	}
}
