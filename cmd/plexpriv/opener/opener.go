package opener

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"
)

// ErrNone means that the system has no program that opens addresses, as on a server.
var ErrNone = errors.New("no program here opens a browser")

// System is the machine on which something is opened.
type System struct {
	// GOOS names the system.
	GOOS string
	// LookPath finds a program, as exec.LookPath does.
	LookPath func(string) (string, error)
}

// Real is the system of this process.
func Real(goos string) System { return System{GOOS: goos, LookPath: exec.LookPath} }

// programs are the command lines that open an address, the best one first. The address is
// added as the last argument.
func (s System) programs() [][]string {
	switch s.GOOS {
	case "darwin":
		return [][]string{{"open"}}
	case "windows":
		// rundll32 gets the address as it is. "start" is a word of the shell, which would
		// read an & in the address as the end of a command.
		return [][]string{{"rundll32", "url.dll,FileProtocolHandler"}}
	}
	return [][]string{{"xdg-open"}, {"gio", "open"}, {"wslview"}}
}

// patience is how long a program gets to report that it could not open the address. Some
// stay until the browser is closed; those are left alone.
const patience = 2 * time.Second

// Open opens an address or the path of a file. Other people on the machine can read the
// arguments of a process, so a secret must not be in the address: see Redirect.
func (s System) Open(ctx context.Context, address string) error {
	for _, line := range s.programs() {
		path, err := s.LookPath(line[0])
		if err != nil {
			continue
		}
		return start(ctx, path, append(line[1:], address))
	}
	return ErrNone
}

// start starts a program, and returns what it fails with in its first moments. The program
// is not ended with ctx, because it may be the browser itself.
func start(ctx context.Context, path string, args []string) error {
	cmd := exec.Command(path, args...)
	// Nothing is copied, so the program keeps no pipe of ours open.
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("open a browser: %w", err)
	}
	defer null.Close()
	cmd.Stdout, cmd.Stderr = null, null
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("open a browser with %s: %w", path, err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	wait := time.NewTimer(patience)
	defer wait.Stop()
	select {
	case err := <-ended:
		if err != nil {
			return fmt.Errorf("open a browser with %s: %w", path, err)
		}
	case <-wait.C:
	case <-ctx.Done():
	}
	return nil
}
