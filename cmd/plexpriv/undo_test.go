package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Ctrl-C ends a question without Enter.
func TestCtrlCAtAQuestion(t *testing.T) {
	never, typist := io.Pipe()
	defer typist.Close()
	gone, cancel := context.WithCancelCause(t.Context())
	cancel(outcome.ErrInterrupted)
	stop := make(chan struct{})
	close(stop)
	for name, ask := range map[string]func(*terminal.Terminal) (bool, error){
		"the first":  func(w *terminal.Terminal) (bool, error) { return w.Ask(t.Context(), stop, "Set this back?") },
		"the second": func(w *terminal.Terminal) (bool, error) { return w.Ask(gone, nil, "Set this back?") },
	} {
		var said bytes.Buffer
		got, err := ask(&terminal.Terminal{Stdin: terminal.Input{From: never}, Stderr: terminal.Screen{To: &said}})
		if got || !errors.Is(err, outcome.ErrInterrupted) || exit.Code(err) != outcome.ExitInterrupted {
			t.Errorf("%s Ctrl-C: %v, %v", name, got, err)
		}
		if said.String() != "Set this back? [y/N] \n" {
			t.Errorf("%s Ctrl-C: said %q", name, said.String())
		}
	}
}

// Without a terminal undo does nothing unless told to. What stands in the way before that
// is said first.
func TestUndoWithoutATerminal(t *testing.T) {
	s := newFakeWorld(t)
	expect := func(says string, code int, args ...string) {
		t.Helper()
		if got := s.run(append([]string{"undo"}, args...)...); got != code || !strings.Contains(s.out.String()+s.err.String(), says) {
			t.Errorf("undo %v: exit code %d, want %d; %s%s", args, got, code, s.out.String(), s.err.String())
		}
	}
	expect("nobody is signed in", outcome.ExitSignIn)
	expect("nobody is signed in", outcome.ExitSignIn, "--run", "run1")
	s.store.kept["default"] = aSession("alice")
	expect("nothing to undo", exit.OK)
	s.recordRun(t, "default", "id-of-alice")
	expect("plexpriv history --wide lists the runs", exit.Usage, "--run", "nosuch")
	expect("no terminal to ask at", exit.Usage)
	if len(s.engine.requests) > 0 {
		t.Errorf("a browser was started: %+v", s.engine.requests)
	}
}
