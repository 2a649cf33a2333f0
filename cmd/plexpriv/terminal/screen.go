package terminal

import (
	"io"
	"os"

	"github.com/jedib0t/go-pretty/v6/text"
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
	// own gets what we draw ourselves, in colors. Every text from elsewhere in it has
	// passed secrets before.
	own io.Writer
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
	s.own, s.To, s.secrets = s.To, secrets.Writer(s.To), secrets
	return s
}

// draw prints what has our own colors in it, as it is.
func (s Screen) draw(text string) {
	to := s.own
	if to == nil {
		to = s.To
	}
	_, _ = io.WriteString(to, text)
}

// PrintColored prints a line that begins with a word of ours in a color; 0 is none.
func (s Screen) PrintColored(color text.Color, word, rest string) {
	s.draw(paint(color, word) + s.secrets.Redact(rest) + "\n")
}

// paint colors a word; 0 is no color.
func paint(color text.Color, word string) string {
	if color == 0 {
		return word
	}
	return color.EscapeSeq() + word + text.Reset.EscapeSeq()
}

// Write prints.
func (s Screen) Write(p []byte) (int, error) { return s.To.Write(p) }
