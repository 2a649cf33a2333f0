package terminal

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Input is standard input: what the person types, or what comes through a pipe.
type Input struct {
	From io.Reader
	// TTY is whether it is a terminal.
	TTY bool
	// ReadSecret reads a line from the terminal without showing it. It calls ask as
	// soon as nothing that is typed is shown any more.
	ReadSecret func(ctx context.Context, ask func()) (string, error)
}

// inputFrom is the input from one of this process's streams.
func inputFrom(f *os.File) Input {
	return Input{
		From: f, TTY: isTerminal(f),
		ReadSecret: func(ctx context.Context, ask func()) (string, error) { return readSecret(ctx, f, ask) },
	}
}

// reading is what a read in the background came to.
type reading struct {
	text string
	err  error
}

// readLine reads up to the end of a line and nothing of the next one, which may
// answer the next question. At the end of the input it fails, because that must not
// pass for an empty line. It ends with ErrInterrupted once stop or ctx is done.
func (in Input) readLine(ctx context.Context, stop <-chan struct{}) (string, error) {
	got := make(chan reading, 1)
	go func() {
		var line []byte
		for b := make([]byte, 1); ; {
			n, err := in.From.Read(b)
			if n == 1 && b[0] != '\n' {
				line = append(line, b[0])
				continue
			}
			if n == 1 {
				err = nil
			}
			if n == 1 || err != nil {
				got <- reading{string(line), err}
				return
			}
		}
	}()
	select {
	case r := <-got:
		return r.text, r.err
	case <-stop:
	case <-ctx.Done():
	}
	return "", errors.Join(outcome.ErrInterrupted, context.Cause(ctx))
}

// ReadAll reads the input to its end, or as much of it as any token could have. It
// gives up when ctx ends, because a pipe may stay open and silent forever.
func (in Input) ReadAll(ctx context.Context) (string, error) {
	const most = 8 << 10
	got := make(chan reading, 1)
	go func() {
		text, err := io.ReadAll(io.LimitReader(in.From, most))
		got <- reading{string(text), err}
	}()
	select {
	case r := <-got:
		return r.text, r.err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}
