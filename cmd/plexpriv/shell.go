package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"time"
)

// shellCommand is a command of the person's own, such as "pass show plexpriv".
type shellCommand struct {
	line string
	// env are variables that it gets besides ours, NAME=VALUE.
	env []string
	// stdin may be nil.
	stdin io.Reader
	// stdout gets what the command prints; what it says on standard error goes
	// to ours.
	stdout io.Writer
}

// shell runs such a command with the system's shell. What the shell has started,
// an agent for example, may outlive it and hold on to its output; nobody waits for
// that.
func (w *world) shell(ctx context.Context, c shellCommand) error {
	name, flag := "sh", "-c"
	if w.GOOS == "windows" {
		name, flag = "cmd", "/C"
	}
	cmd := exec.CommandContext(ctx, name, flag, c.line)
	cmd.Env = append(os.Environ(), c.env...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = c.stdin, c.stdout, w.Stderr
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	if errors.Is(err, exec.ErrWaitDelay) { // the command itself has ended well
		return nil
	}
	return err
}
