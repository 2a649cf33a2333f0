package terminal

import (
	"context"
	"fmt"
	"os"

	"golang.org/x/term"
)

// readHidden reads a line that is typed at a terminal and not shown. Only when
// nothing is shown any more it calls ask: an answer to a question that already
// stands there must not be seen. What was typed before that is thrown away; it was
// no answer, and whoever typed it has seen it. It gives up when ctx ends, and
// leaves the terminal as it was.
func readHidden(ctx context.Context, terminal *os.File, ask func()) (string, error) {
	fd := int(terminal.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return "", fmt.Errorf("read how the terminal is set: %w", err)
	}
	defer func() { _ = term.Restore(fd, before) }()
	if err := hideTyping(fd); err != nil {
		return "", fmt.Errorf("hide what is typed: %w", err)
	}
	ask()
	if ctx.Err() != nil { // whoever reads now would hide what is typed again
		return "", context.Cause(ctx)
	}
	type answer struct {
		line []byte
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		line, err := term.ReadPassword(fd)
		answers <- answer{line, err}
	}()
	select {
	case a := <-answers:
		return string(a.line), a.err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}
