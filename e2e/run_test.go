//go:build linux

package e2e

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// exits CODE [NAME=VALUE…] plexpriv ARG… [<FILE|<@ACCOUNT] runs plexpriv and
// asserts its exit code. An empty variable is removed.
// <@ACCOUNT is the account's token on standard input, <@ACCOUNT.jwt a signed one.
func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) < 2 {
		ts.Fatalf("usage: exits CODE [NAME=VALUE…] plexpriv ARG… [<FILE]")
	}
	w := worldOf(ts)
	p := launch(ts, w, args[1:])
	expectExit(ts, w, p, args[0])
}

// head LINES CODE [NAME=VALUE…] plexpriv ARG… runs plexpriv with both streams in a pipe
// that nobody reads any more after so many lines, and asserts its exit code.
func cmdHead(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) < 3 {
		ts.Fatalf("usage: head LINES CODE [NAME=VALUE…] plexpriv ARG…")
	}
	lines, err := strconv.Atoi(args[0])
	ts.Check(err)
	reader, writer, err := os.Pipe()
	ts.Check(err)
	w := worldOf(ts)
	p := launchTo(ts, w, writer, writer, args[2:])
	writer.Close()
	in := bufio.NewReader(reader)
	for range lines {
		if _, err := in.ReadString('\n'); err != nil {
			break
		}
	}
	reader.Close()
	expectExit(ts, w, p, args[1])
}

// full CODE [NAME=VALUE…] plexpriv ARG… runs plexpriv with its standard output on a full
// disk, and asserts its exit code.
func cmdFull(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) < 2 {
		ts.Fatalf("usage: full CODE [NAME=VALUE…] plexpriv ARG…")
	}
	disk, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	ts.Check(err)
	defer disk.Close()
	w := worldOf(ts)
	expectExit(ts, w, launchTo(ts, w, disk, nil, args[1:]), args[0])
}

// start [NAME=VALUE…] plexpriv ARG… runs plexpriv in the background.
func cmdStart(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	launch(ts, worldOf(ts), args)
}

// ends CODE waits for the plexpriv that was started, and asserts its exit code.
func cmdEnds(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) != 1 {
		ts.Fatalf("usage: ends CODE")
	}
	w := worldOf(ts)
	expectExit(ts, w, running(ts, w), args[0])
}

// waitwrites N waits until Plex was asked for N changes.
func cmdWaitWrites(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) != 1 {
		ts.Fatalf("usage: waitwrites N")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	deadline := time.Now().Add(time.Minute)
	for len(siteOf(ts).Writes()) < want {
		if time.Now().After(deadline) {
			ts.Fatalf("still %d writes after a minute, want %d", len(siteOf(ts).Writes()), want)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// waitsaid TEXT waits until the plexpriv that was started has said something on
// its standard error.
func cmdWaitSaid(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) != 1 {
		ts.Fatalf("usage: waitsaid TEXT")
	}
	p := running(ts, worldOf(ts))
	deadline := time.Now().Add(time.Minute)
	for !strings.Contains(p.stderr.String(), args[0]) {
		if time.Now().After(deadline) {
			ts.Fatalf("after a minute it has not said %q but %q", args[0], p.stderr.String())
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func launch(ts *testscript.TestScript, w *world, args []string) *process {
	return launchTo(ts, w, nil, nil, args)
}

func launchTo(ts *testscript.TestScript, w *world, out, errOut *os.File, args []string) *process {
	changes, args := splitChanges(ts, args)
	var stdin io.Reader
	if n := len(args); n > 0 && strings.HasPrefix(args[n-1], "<") {
		stdin, args = standardInput(ts, args[n-1][1:]), args[:n-1]
	}
	p, err := w.launchTo(out, errOut, changes, args, stdin)
	ts.Check(err)
	return p
}

// splitChanges tells the changes to the environment from the arguments of plexpriv.
func splitChanges(ts *testscript.TestScript, args []string) (changes, rest []string) {
	for len(args) > 0 && args[0] != "plexpriv" {
		if !strings.Contains(args[0], "=") {
			ts.Fatalf("%q: only plexpriv can be run", args[0])
		}
		changes, args = append(changes, args[0]), args[1:]
	}
	if len(args) == 0 {
		ts.Fatalf("nothing to run")
	}
	return changes, args[1:]
}

func standardInput(ts *testscript.TestScript, name string) io.Reader {
	if account, ok := strings.CutPrefix(name, "@"); ok {
		if owner, ok := strings.CutSuffix(account, ".jwt"); ok {
			return strings.NewReader(siteOf(ts).JWT(owner) + "\n")
		}
		return strings.NewReader(siteOf(ts).Token(account) + "\n")
	}
	text, err := os.ReadFile(ts.MkAbs(name))
	ts.Check(err)
	return bytes.NewReader(text)
}

func running(ts *testscript.TestScript, w *world) *process {
	for _, p := range slices.Backward(w.processes) {
		if !p.ended {
			return p
		}
	}
	ts.Fatalf("no plexpriv runs in the background")
	return nil
}

func expectExit(ts *testscript.TestScript, w *world, p *process, text string) {
	want, err := strconv.Atoi(text)
	ts.Check(err)
	code, err := w.wait(p)
	ts.Stdout().Write(p.stdout.Bytes())
	ts.Stderr().Write(p.stderr.Bytes())
	ts.Check(err)
	if code != want {
		ts.Fatalf("exit code %d, want %d: plexpriv %s", code, want, strings.Join(p.cmd.Args[1:], " "))
	}
}
