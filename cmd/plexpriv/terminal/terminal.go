package terminal

import (
	"context"
	"io"
	"os"
	"runtime"
	"strings"

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

// unicode says whether the terminal shows what is not ASCII: what the locale
// says, as the first of these variables does that is set (POSIX).
func (t *Terminal) unicode() bool {
	if t.GOOS == "windows" {
		return true
	}
	if t.Getenv("TERM") == "dumb" {
		return false
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := strings.ToLower(t.Getenv(name)); locale != "" {
			return strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
		}
	}
	return false
}

// escapes says whether standard error, a terminal, understands colours.
func (t *Terminal) escapes() bool {
	plainConsole := t.GOOS == "windows" && t.Getenv("WT_SESSION") == ""
	return t.Getenv("NO_COLOR") == "" && t.Getenv("TERM") != "dumb" && !plainConsole
}

// EnvAccessible asks for plain lines instead of a picture that moves. Other
// programs know the same name, so that who needs it says it once.
const EnvAccessible = "ACCESSIBLE"

// moves says whether standard error is a screen on which something may be drawn
// over. A dumb terminal cannot, and a screen reader reads each picture anew.
func (t *Terminal) moves() bool {
	return t.StderrTTY && t.StderrWidth > 0 && t.Getenv("TERM") != "dumb" && t.Getenv(EnvAccessible) == ""
}
