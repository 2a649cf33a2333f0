package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Ask puts a question to which only yes is a yes. stop ends the waiting, too.
func (t *Terminal) Ask(ctx context.Context, stop <-chan struct{}, question string) (bool, error) {
	text, err := t.askLine(ctx, stop, question+" [y/N] ")
	if errors.Is(err, outcome.ErrInterrupted) {
		return false, err
	}
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "y", "yes":
		return true, nil
	}
	return false, nil // the end of the input is no yes either
}

// askLine reads a line from the terminal, without what follows it. The end of the
// input is an error: it must not pass for an empty line.
func (t *Terminal) askLine(ctx context.Context, stop <-chan struct{}, prompt string) (string, error) {
	fmt.Fprint(t.Stderr, prompt)
	type answer struct {
		text string
		err  error
	}
	got := make(chan answer, 1)
	go func() {
		var line []byte
		for b := make([]byte, 1); ; {
			n, err := t.Stdin.Read(b)
			if n == 1 && b[0] != '\n' {
				line = append(line, b[0])
				continue
			}
			if n == 1 {
				err = nil
			}
			if n == 1 || err != nil {
				got <- answer{string(line), err}
				return
			}
		}
	}()
	select {
	case a := <-got:
		return a.text, a.err
	case <-stop:
	case <-ctx.Done():
	}
	fmt.Fprintln(t.Stderr)
	return "", errors.Join(outcome.ErrInterrupted, context.Cause(ctx))
}

// AskSecret asks for a line that is not shown. The end of the input is an empty one.
func (t *Terminal) AskSecret(ctx context.Context, prompt string) (string, error) {
	text, err := t.ReadSecret(ctx, func() { fmt.Fprint(t.Stderr, prompt) })
	fmt.Fprintln(t.Stderr)
	if errors.Is(err, io.EOF) {
		return "", nil
	}
	return text, err
}

// FirstLine is the first line of a text, without its end.
func FirstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return strings.TrimRight(line, "\r")
}

// ReadInput reads standard input, a token's length and no more. It gives up when
// ctx ends: a pipe may stay open and silent for ever.
func (t *Terminal) ReadInput(ctx context.Context) (string, error) {
	const most = 8 << 10
	type answer struct {
		text []byte
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		text, err := io.ReadAll(io.LimitReader(t.Stdin, most))
		answers <- answer{text, err}
	}()
	select {
	case a := <-answers:
		return string(a.text), a.err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}
