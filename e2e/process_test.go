//go:build linux

package e2e

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// A run of plexpriv that takes longer than this is taken for hung.
const processLimit = 6 * time.Minute

// process is one run of plexpriv, watched from start to end.
type process struct {
	cmd    *exec.Cmd
	stdout bytes.Buffer
	// stderr can be read while it runs.
	stderr words
	watch  *watch
	limit  *time.Timer
	ended  bool
	code   int
	// keyboard and shown are set if a person is at a terminal; shown is closed when all
	// that it has shown was read.
	keyboard *os.File
	shown    chan struct{}
}

// words is what a process has printed so far. It can be read while more arrives.
type words struct {
	mu   sync.Mutex
	said bytes.Buffer
}

func (w *words) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.said.Write(b)
}

// Bytes returns a copy of what was printed.
func (w *words) Bytes() []byte {
	w.mu.Lock()
	defer w.mu.Unlock()
	return bytes.Clone(w.said.Bytes())
}

func (w *words) String() string { return string(w.Bytes()) }

// launch starts plexpriv with changes to the world's environment.
func (w *world) launch(changes, args []string, stdin io.Reader) (*process, error) {
	return w.launchTo(nil, nil, changes, args, stdin)
}

// launchTo is launch with both streams of output led to a file, if there is one.
func (w *world) launchTo(out, errOut *os.File, changes, args []string, stdin io.Reader) (*process, error) {
	path, err := binary()
	if err != nil {
		return nil, err
	}
	if err := w.unlock(); err != nil {
		return nil, err
	}
	p := &process{cmd: exec.Command(path, args...)}
	p.cmd.Env, p.cmd.Dir, p.cmd.Stdin = w.environ(changes), w.work, stdin
	p.cmd.Stdout, p.cmd.Stderr = &p.stdout, &p.stderr
	if out != nil {
		p.cmd.Stdout = out
	}
	if errOut != nil {
		p.cmd.Stderr = errOut
	}
	// A child that kept the output open would make Wait hang. Chrome keeps neither
	// stream open.
	p.cmd.WaitDelay = 10 * time.Second
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if isTerminal(stdin) {
		p.cmd.SysProcAttr.Setsid, p.cmd.SysProcAttr.Setctty = true, true
	}
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start plexpriv: %w", err)
	}
	p.limit = time.AfterFunc(processLimit, func() { _ = p.cmd.Process.Signal(syscall.SIGQUIT) })
	p.watch = startWatch(p.cmd.Process.Pid, len(args) > 0 && args[0] == "ui")
	w.processes = append(w.processes, p)
	return p, nil
}

// wait returns plexpriv's exit code.
func (w *world) wait(p *process) (int, error) {
	err := p.cmd.Wait()
	p.awaitShown()
	p.limit.Stop()
	p.watch.stop()
	p.ended, p.code = true, p.cmd.ProcessState.ExitCode()
	w.stdout = p.stdout.String()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return p.code, fmt.Errorf("plexpriv: %w", err)
	}
	return p.code, nil
}

func (w *world) run(changes, args []string, stdin io.Reader) (*process, error) {
	p, err := w.launch(changes, args, stdin)
	if err != nil {
		return nil, err
	}
	_, err = w.wait(p)
	return p, err
}

// kill ends a process that a failed script has left running.
func (p *process) kill() {
	if p.ended {
		return
	}
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
	p.limit.Stop()
	p.watch.stop()
}
