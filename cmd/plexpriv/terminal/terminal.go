package terminal

import (
	"context"
	"io"
	"os"
	"runtime"

	"golang.org/x/term"
)

// Terminal is where the person is: what they type, what they are shown, and how.
type Terminal struct {
	Getenv         func(string) string
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Which of the three are terminals; Width is that of the screen in
	// characters, 0 if standard output is not one.
	StdinTTY, StdoutTTY, StderrTTY bool
	Width                          int
	// StderrWidth is the same for standard error.
	StderrWidth int
	// Canvas is standard error for what draws on it, above keeps the two apart.
	Canvas io.Writer
	above  *screen
	// ReadSecret reads a line from the terminal without showing it. It calls ask
	// once nothing is shown any more.
	ReadSecret func(ctx context.Context, ask func()) (string, error)

	// GOOS names the system, whose terminals differ.
	GOOS string

	Secrets *Redactor
}

// Real is the terminal of this process.
func Real() Terminal {
	t := Terminal{
		Getenv: os.Getenv, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Canvas:   os.Stderr,
		StdinTTY: isTerminal(os.Stdin), StdoutTTY: isTerminal(os.Stdout), StderrTTY: isTerminal(os.Stderr),
		GOOS:       runtime.GOOS,
		ReadSecret: func(ctx context.Context, ask func()) (string, error) { return readHidden(ctx, os.Stdin, ask) },
	}
	if t.StdoutTTY {
		// A terminal that does not know its width is treated like none.
		t.Width, _, _ = term.GetSize(int(os.Stdout.Fd()))
	}
	if t.StderrTTY {
		t.StderrWidth, _, _ = term.GetSize(int(os.Stderr.Fd()))
	}
	return t
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// HideSecrets lets everything that is printed pass the redactor.
func (t *Terminal) HideSecrets() {
	t.Secrets = &Redactor{}
	t.above = &screen{to: t.Stderr}
	t.Stdout, t.Stderr = t.Secrets.Writer(t.Stdout), t.Secrets.Writer(t.above)
}

// Colours says whether standard output may be coloured.
func (t *Terminal) Colours() bool {
	return t.StdoutTTY && t.Getenv("NO_COLOR") == "" && t.Getenv("TERM") != "dumb"
}
