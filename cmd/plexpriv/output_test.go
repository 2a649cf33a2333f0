package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

type noSpace struct{}

func (noSpace) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// Output that is lost is no success, in whatever form it was asked for.
func TestLostOutputIsAnError(t *testing.T) {
	for _, line := range []string{
		"settings", "settings --json", "settings explain email.marketing", "version", "version --json", "help", "", "apply --help",
		"help exit-codes", "help schedule install", "completion bash", "catalogue show email", "catalogue lint", "man", "profiles --json",
		"check", "check --json", "apply --json", "history --json", "schedule status --json",
	} {
		s := newFakeWorld(t)
		s.store.kept["default"] = aSession("alice")
		s.Terminal.Stdout.To = noSpace{}
		code := s.run(strings.Fields(line)...)
		if code != outcome.ExitError || strings.Count(s.err.String(), "the output could not be written: no space left on device") != 1 {
			t.Errorf("%q: exit code %d, %s", line, code, s.err.String())
		}
	}
}

// What went wrong before the output was lost decides.
func TestLostOutputKeepsTheCodeOfAnError(t *testing.T) {
	s := newFakeWorld(t)
	s.Terminal.Stdout.To = noSpace{}
	if code := s.run("check", "--json"); code != outcome.ExitSignIn {
		t.Errorf("exit code %d, want %d", code, outcome.ExitSignIn)
	}
	if code := s.run("check", "--nonsense"); code != exit.Usage || strings.Contains(s.err.String(), "output") {
		t.Errorf("exit code %d, %s", code, s.err.String())
	}
}
