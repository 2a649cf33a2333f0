package main

import (
	"bytes"
	"context"
	"errors"
	"io"
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
