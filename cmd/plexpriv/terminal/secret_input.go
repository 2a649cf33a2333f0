package terminal

import (
	"context"
	"fmt"
	"os"

	"golang.org/x/term"
)

// readSecret reads a line that is typed at a terminal, and does not show it. It calls
// ask only after the terminal has stopped showing what is typed: a quick answer to a
// question that stands there already would be seen. What was typed before is thrown
// away, because it was on the screen and answers no question. readSecret gives up
// when ctx ends, and leaves the terminal as it was.
func readSecret(ctx context.Context, terminal *os.File, ask func()) (string, error) {
	fd := int(terminal.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return "", fmt.Errorf("read how the terminal is set: %w", err)
	}
	defer func() { _ = term.Restore(fd, before) }()
	if err := stopEcho(fd); err != nil {
		return "", fmt.Errorf("hide what is typed: %w", err)
	}
	ask()
	if ctx.Err() != nil { // reading would stop the echo again, after it was restored
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
