//go:build linux

package e2e

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
	"github.com/rogpeppe/go-internal/testscript"
)

// tallest is the height of the terminal that keeps what scrolls away from the real one.
const tallest = 200

// tty CODE COLUMNSxLINES [NAME=VALUE…] plexpriv ARG… [TEXT=>KEYS…] runs plexpriv at a
// terminal, types the keys once the text shows, and asserts the exit code. What the terminal
// shows in the end goes to standard output. ENTER stands for that key.
func cmdTTY(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	var columns, lines uint16
	if len(args) < 3 {
		ts.Fatalf("usage: tty CODE COLUMNSxLINES [NAME=VALUE…] plexpriv ARG… [TEXT=>KEYS…]")
	}
	if _, err := fmt.Sscanf(args[1], "%dx%d", &columns, &lines); err != nil {
		ts.Fatalf("%q is no size like 80x24", args[1])
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	command, typed := args[2:], []string{}
	for i, arg := range command {
		if strings.Contains(arg, "=>") {
			command, typed = command[:i], command[i:]
			break
		}
	}
	keyboard, terminal, err := pty.Open()
	ts.Check(err)
	defer keyboard.Close()
	ts.Check(pty.Setsize(keyboard, &pty.Winsize{Rows: lines, Cols: columns}))
	w := worldOf(ts)
	var changes []string
	for len(command) > 0 && command[0] != "plexpriv" {
		changes, command = append(changes, command[0]), command[1:]
	}
	p, err := w.launchTo(terminal, terminal, append([]string{"TERM=xterm-256color"}, changes...), command[1:], terminal)
	terminal.Close()
	ts.Check(err)
	shown := vt10x.New(vt10x.WithSize(int(columns), tallest))
	go typeAt(keyboard, shown, typed)
	_, _ = io.Copy(shown, keyboard) // ends with an error when nobody has the terminal any more
	code, err := w.wait(p)
	w.stdout = strings.TrimRight(shown.String(), " \n") + "\n"
	fmt.Fprint(ts.Stdout(), w.stdout)
	ts.Check(err)
	if code != want {
		ts.Fatalf("exit code %d, want %d", code, want)
	}
}

// typeAt types each of the keys once its text shows.
func typeAt(keyboard io.Writer, shown vt10x.Terminal, typed []string) {
	for _, step := range typed {
		text, keys, _ := strings.Cut(step, "=>")
		for deadline := time.Now().Add(2 * time.Minute); !strings.Contains(shown.String(), text); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(deadline) {
				return
			}
		}
		_, _ = io.WriteString(keyboard, strings.ReplaceAll(keys, "ENTER", "\r"))
	}
}

// fits LINES asserts how many lines the terminal showed, at most.
func cmdFits(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) != 1 {
		ts.Fatalf("usage: fits LINES")
	}
	most, err := strconv.Atoi(args[0])
	ts.Check(err)
	if n := strings.Count(worldOf(ts).stdout, "\n"); n > most {
		ts.Fatalf("%d lines, want at most %d", n, most)
	}
}
