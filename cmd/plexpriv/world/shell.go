package world

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
)

// ShellCommand is a command of the person's own, such as "pass show plexpriv".
type ShellCommand struct {
	Line string
	// Env are variables, NAME=VALUE, that it gets besides those of plexpriv.
	Env []string
	// Stdin may be nil.
	Stdin io.Reader
	// Stdout gets what the command prints.
	Stdout io.Writer
}

// Shell runs such a command with the system's shell. What it prints to standard error
// goes to the terminal. A process that it leaves running, such as an agent, may keep
// its output open; Shell does not wait for that.
func Shell(ctx context.Context, t *terminal.Terminal, c ShellCommand) error {
	name, flag := "sh", "-c"
	if t.GOOS == "windows" {
		name, flag = "cmd", "/C"
	}
	cmd := exec.CommandContext(ctx, name, flag, c.Line)
	cmd.Env = append(os.Environ(), c.Env...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = c.Stdin, c.Stdout, t.Stderr
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	if errors.Is(err, exec.ErrWaitDelay) { // the command itself has succeeded
		return nil
	}
	return err
}
