//go:build linux

package e2e

import (
	"bytes"
	"fmt"
	"os"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/sys/unix"
)

var signals = map[string]syscall.Signal{
	"INT": syscall.SIGINT, "HUP": syscall.SIGHUP, "TERM": syscall.SIGTERM, "KILL": syscall.SIGKILL,
	"STOP": syscall.SIGSTOP, "CONT": syscall.SIGCONT,
}

// signal NAME sends a signal to the plexpriv that was started. STOP and CONT also go
// to its browser, because a machine that sleeps stops both.
func cmdSignal(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) != 1 || signals[args[0]] == 0 {
		ts.Fatalf("usage: signal INT|HUP|TERM|KILL|STOP|CONT")
	}
	p, s := running(ts, worldOf(ts)), signals[args[0]]
	ts.Check(p.cmd.Process.Signal(s))
	if s == syscall.SIGSTOP || s == syscall.SIGCONT {
		for _, pid := range p.descendants() {
			_ = syscall.Kill(pid, s) // it may have ended
		}
	}
}

// crash browser|renderers ends the browser of the plexpriv that was started, or
// every process that draws its pages, with the signal that leaves a core dump where
// one is allowed.
func cmdCrash(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) != 1 || args[0] != "browser" && args[0] != "renderers" {
		ts.Fatalf("usage: crash browser|renderers")
	}
	find := (*process).browsers
	if args[0] == "renderers" {
		find = (*process).renderers
	}
	pids := find(running(ts, worldOf(ts)))
	if len(pids) == 0 {
		ts.Fatalf("there are no %s to kill", args[0])
	}
	for _, pid := range pids {
		_ = syscall.Kill(pid, syscall.SIGSEGV) // some end with the others
	}
}

// diskfull waits until the browser of the plexpriv that was started draws pages. From
// then on plexpriv can write to no file, only to pipes and sockets.
func cmdDiskFull(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) != 0 {
		ts.Fatalf("usage: diskfull")
	}
	p := running(ts, worldOf(ts))
	deadline := time.Now().Add(time.Minute)
	for len(p.renderers()) == 0 {
		if time.Now().After(deadline) {
			ts.Fatalf("no browser after a minute")
		}
		time.Sleep(10 * time.Millisecond)
	}
	ts.Check(unix.Prlimit(p.cmd.Process.Pid, unix.RLIMIT_FSIZE, &unix.Rlimit{}, nil))
}

// descendants are the living processes that this one or its children have started.
func (p *process) descendants() []int {
	known := map[int]bool{p.cmd.Process.Pid: true}
	addChildren(known, processTable())
	delete(known, p.cmd.Process.Pid)
	var out []int
	for pid := range known {
		out = append(out, pid)
	}
	return out
}

// browsers are the main processes of Chrome, which have started the others.
func (p *process) browsers() []int {
	return p.withArguments(func(args []byte) bool {
		return bytes.Contains(args, []byte("--user-data-dir=")) && !bytes.Contains(args, []byte("--type="))
	})
}

func (p *process) renderers() []int {
	return p.withArguments(func(args []byte) bool { return bytes.Contains(args, []byte("--type=renderer")) })
}

func (p *process) withArguments(fit func(args []byte) bool) []int {
	var out []int
	for _, pid := range p.descendants() {
		if args, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid)); err == nil && fit(args) {
			out = append(out, pid)
		}
	}
	return out
}
