package world

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"time"
)

// ShellCommand is a command of the person's own, such as "pass show plexpriv".
type ShellCommand struct {
	Line string
	// Env are variables that it gets besides ours, NAME=VALUE.
	Env []string
	// Stdin may be nil.
	Stdin io.Reader
	// Stdout gets what the command prints; what it says on standard error goes
	// to ours.
	Stdout io.Writer
}

// Shell runs such a command with the system's shell. What the shell has started,
// an agent for example, may outlive it and hold on to its output; nobody waits for
// that.
func (w *World) Shell(ctx context.Context, c ShellCommand) error {
	name, flag := "sh", "-c"
	if w.Terminal.GOOS == "windows" {
		name, flag = "cmd", "/C"
	}
	cmd := exec.CommandContext(ctx, name, flag, c.Line)
	cmd.Env = append(os.Environ(), c.Env...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = c.Stdin, c.Stdout, w.Terminal.Stderr
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	if errors.Is(err, exec.ErrWaitDelay) { // the command itself has ended well
		return nil
	}
	return err
}
