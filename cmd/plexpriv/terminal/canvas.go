package terminal

import (
	"bytes"
	"io"
	"sync"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// canvas is the terminal behind standard error. While a picture is drawn at its end,
// what is printed goes above the picture, in whole lines.
type canvas struct {
	mu sync.Mutex
	to io.Writer
	// above prints a line above the picture, and returns false if there is no picture
	// any more. It is nil as long as nothing is drawn.
	above func(line string) bool
	// begun is a line that has no end yet.
	begun []byte
}

// printAbove hands lines to above from now on. With nil they go straight to the
// terminal again.
func (c *canvas) printAbove(above func(line string) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if above == nil && len(c.begun) > 0 {
		c.print(c.begun)
		c.begun = nil
	}
	c.above = above
}

// Write prints.
func (c *canvas) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.above == nil {
		return c.to.Write(p)
	}
	c.begun = append(c.begun, p...)
	for {
		line, rest, whole := bytes.Cut(c.begun, []byte("\n"))
		if !whole {
			return len(p), nil
		}
		c.print(line)
		c.begun = rest
	}
}

func (c *canvas) print(line []byte) {
	if !c.above(string(line)) {
		_, _ = c.to.Write(append(line, '\n'))
	}
}

// guessedHeight is the height of a terminal that has not told it yet.
const guessedHeight = 24

// program draws a model at the end of the canvas, whose width is given. It does not
// handle signals, which is up to us. It uses no colors, because finding out which
// ones there are may start other programs.
func (c *canvas) program(m tea.Model, width int, more ...tea.ProgramOption) *tea.Program {
	return tea.NewProgram(m, append(more, tea.WithOutput(c.to), tea.WithoutSignalHandler(),
		tea.WithWindowSize(width, guessedHeight), tea.WithColorProfile(colorprofile.ASCII))...)
}
