package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"runtime"

	"golang.org/x/term"
)

// Terminal is where the person is: what they type, what they are shown, and how.
type Terminal struct {
	getenv         func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer
	// Which of the three are terminals; width is that of the screen in
	// characters, 0 if standard output is not one.
	stdinTTY, stdoutTTY, stderrTTY bool
	width                          int
	// stderrWidth is the same for standard error.
	stderrWidth int
	// canvas is standard error for what draws on it, above keeps the two apart.
	canvas io.Writer
	above  *screen
	// readSecret reads a line from the terminal without showing it. It calls ask
	// once nothing is shown any more.
	readSecret func(ctx context.Context, ask func()) (string, error)

	// goos names the system, whose terminals differ.
	goos string

	secrets *redactor
	// help is what the command line says of itself, until it is told.
	help bytes.Buffer
}

// realTerminal is that of this process.
func realTerminal() Terminal {
	t := Terminal{
		getenv: os.Getenv, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		canvas:   os.Stderr,
		stdinTTY: isTerminal(os.Stdin), stdoutTTY: isTerminal(os.Stdout), stderrTTY: isTerminal(os.Stderr),
		goos:       runtime.GOOS,
		readSecret: func(ctx context.Context, ask func()) (string, error) { return readHidden(ctx, os.Stdin, ask) },
	}
	if t.stdoutTTY {
		// A terminal that does not know its width is treated like none.
		t.width, _, _ = term.GetSize(int(os.Stdout.Fd()))
	}
	if t.stderrTTY {
		t.stderrWidth, _, _ = term.GetSize(int(os.Stderr.Fd()))
	}
	return t
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// hideSecrets lets everything that is printed pass the redactor.
func (t *Terminal) hideSecrets() {
	t.secrets = &redactor{}
	t.above = &screen{to: t.stderr}
	t.stdout, t.stderr = t.secrets.writer(t.stdout), t.secrets.writer(t.above)
}

// colours says whether standard output may be coloured.
func (t *Terminal) colours() bool {
	return t.stdoutTTY && t.getenv("NO_COLOR") == "" && t.getenv("TERM") != "dumb"
}
