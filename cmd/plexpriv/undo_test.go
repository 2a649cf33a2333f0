package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/flows"
)

func TestOnlyYesIsAYes(t *testing.T) {
	for text, want := range map[string]bool{
		"y\n": true, "Yes\r\n": true, " yes": true,
		"\n": false, "": false, "no\n": false, "yesterday\n": false, "n\ny\n": false,
	} {
		w := &Terminal{stdin: strings.NewReader(text), stderr: io.Discard}
		if got, err := w.ask(t.Context(), nil, "Set this back?"); got != want || err != nil {
			t.Errorf("%q: %v, %v; want %v", text, got, err, want)
		}
	}
}

// Ctrl-C at the question is an answer, though nobody has pressed Enter.
func TestAQuestionCanBeInterrupted(t *testing.T) {
	never, typist := io.Pipe()
	defer typist.Close()
	gone, cancel := context.WithCancelCause(t.Context())
	cancel(flows.ErrInterrupted)
	stop := make(chan struct{})
	close(stop)
	for name, ask := range map[string]func(*Terminal) (bool, error){
		"the first":  func(w *Terminal) (bool, error) { return w.ask(t.Context(), stop, "Set this back?") },
		"the second": func(w *Terminal) (bool, error) { return w.ask(gone, nil, "Set this back?") },
	} {
		var said bytes.Buffer
		got, err := ask(&Terminal{stdin: never, stderr: &said})
		if got || !errors.Is(err, flows.ErrInterrupted) || exitCode(err) != flows.ExitInterrupted {
			t.Errorf("%s Ctrl-C: %v, %v", name, got, err)
		}
		if said.String() != "Set this back? [y/N] \n" {
			t.Errorf("%s Ctrl-C: said %q", name, said.String())
		}
	}
}
