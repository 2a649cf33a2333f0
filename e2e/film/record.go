package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/creack/pty"
)

// take is one command at a terminal.
type take struct {
	name string
	args []string
	// typed is what the person types where the program says one of the prompts.
	typed []answer
	env   []string
	// middle asks for a picture of what moves, too.
	middle bool
	// before makes the account what the take begins with.
	before func() error
}

type answer struct{ prompt, text string }

// recording is what a terminal was sent.
type recording struct {
	columns int
	command string
	pieces  []piece
	// asked is when the last answer was given, 0 if nothing was asked.
	asked time.Duration
}

type piece struct {
	at   time.Duration
	text string
}

// upTo is what was sent until a moment.
func (r *recording) upTo(at time.Duration) string {
	var b strings.Builder
	for _, p := range r.pieces {
		if p.at <= at {
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// middle is a moment at which something moves, or stands to be answered.
func (r *recording) middle() time.Duration {
	if r.asked > 0 {
		return r.asked
	}
	return r.length() / 2
}

func (r *recording) length() time.Duration { return r.pieces[len(r.pieces)-1].at }

// aPerson needs a moment to see that something is asked.
const aPerson = 300 * time.Millisecond

// lines of the terminal: more than any output has.
const lines = 200

// record runs a command at a terminal that is so wide.
func record(ctx context.Context, program string, t take, columns int) (*recording, error) {
	cmd := exec.CommandContext(ctx, program, t.args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.Env = append(append(os.Environ(), "TERM=xterm-256color", "LC_ALL=C.UTF-8", "COLUMNS="+strconv.Itoa(columns)), t.env...)
	screen, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: lines, Cols: uint16(columns)})
	if err != nil {
		return nil, fmt.Errorf("a terminal for %s: %w", t.name, err)
	}
	defer screen.Close()
	r := &recording{columns: columns, command: "plexpriv " + strings.Join(t.args, " ")}
	r.pieces = []piece{{0, "$ " + r.command + "\r\n"}}
	began, heard, typed := time.Now(), bytes.Buffer{}, t.typed
	for buffer := make([]byte, 1<<16); ; {
		n, err := screen.Read(buffer)
		r.pieces = append(r.pieces, piece{time.Since(began), string(buffer[:n])})
		heard.Write(buffer[:n])
		if len(typed) > 0 && strings.Contains(heard.String(), typed[0].prompt) {
			time.Sleep(aPerson)
			r.asked = time.Since(began)
			if _, err := io.WriteString(screen, typed[0].text); err != nil {
				return nil, err
			}
			heard.Reset()
			typed = typed[1:]
		}
		if err != nil {
			break // the other end is closed
		}
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); err != nil && !errors.As(err, &exit) {
		return nil, fmt.Errorf("%s: %w", r.command, err)
	}
	return r, nil
}
