package terminal

import (
	"io"
	"os"

	"golang.org/x/term"
)

// Screen is standard output or standard error: where text goes, and how wide the
// terminal is that shows it, if one does.
type Screen struct {
	// To gets what is printed.
	To io.Writer
	// TTY is whether it is a terminal.
	TTY bool
	// Width is in characters. It is 0 where there is no terminal, and for a terminal
	// that does not know its width; then no line is broken.
	Width int
	// secrets hides what must not be seen. A text must pass it before its lines are
	// broken: a secret in two pieces would not be recognized.
	secrets *Redactor
}

// screenTo is the screen of one of this process's streams.
func screenTo(f *os.File) Screen {
	s := Screen{To: f, TTY: isTerminal(f)}
	if s.TTY {
		s.Width, _, _ = term.GetSize(int(f.Fd()))
	}
	return s
}

// hiding is the same screen behind a redactor.
func (s Screen) hiding(secrets *Redactor) Screen {
	s.To, s.secrets = secrets.Writer(s.To), secrets
	return s
}

// Write prints.
func (s Screen) Write(p []byte) (int, error) { return s.To.Write(p) }
