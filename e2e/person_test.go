//go:build linux

package e2e

import (
	"io"
	"os"
	"time"

	"github.com/creack/pty"
	"github.com/rogpeppe/go-internal/testscript"
)

// person [NAME=VALUE…] plexpriv ARG… runs plexpriv in the background, with a person at a
// terminal of 80 columns. What the terminal shows counts as standard error.
func cmdPerson(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	keyboard, terminal, err := pty.Open()
	ts.Check(err)
	ts.Check(pty.Setsize(keyboard, &pty.Winsize{Rows: 24, Cols: 80}))
	changes, args := splitChanges(ts, args)
	p, err := worldOf(ts).launchTo(terminal, terminal, changes, args, terminal)
	ts.Check(err)
	ts.Check(terminal.Close())
	p.keyboard = keyboard
	p.shown = make(chan struct{})
	go func() {
		defer close(p.shown)
		_, _ = io.Copy(&p.stderr, keyboard) // it ends when nobody has the terminal open any more
	}()
	ts.Defer(func() { keyboard.Close() })
}

// types TEXT… types lines at the terminal of the plexpriv that was started.
func cmdTypes(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	p := running(ts, worldOf(ts))
	if p.keyboard == nil {
		ts.Fatalf("nobody is at a terminal")
	}
	for _, line := range args {
		_, err := io.WriteString(p.keyboard, line+"\n")
		ts.Check(err)
	}
}

// awaitShown waits until all that a process has printed to a terminal was read.
func (p *process) awaitShown() {
	if p.shown == nil {
		return
	}
	select {
	case <-p.shown:
	case <-time.After(10 * time.Second): // something else keeps the terminal open
	}
}

// isTerminal reports whether standard input is a terminal of a person.
func isTerminal(stdin io.Reader) bool {
	_, ok := stdin.(*os.File)
	return ok
}
