package world

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"
)

// errNoDisplay means that no window can be shown here.
var errNoDisplay = errors.New("there is no display here")

// openers are the programs that open an address in the browser that a person uses, by
// system, with what stands before the address.
var openers = map[string][]string{
	"darwin":  {"open"},
	"windows": {"rundll32", "url.dll,FileProtocolHandler"},
}

// openerTime is how long an opener is waited for. One that is still there then has opened
// the address: some stay as long as the browser does.
const openerTime = 3 * time.Second

// OpenInBrowser opens an address in the person's own browser. The program that does it is
// found on PATH and gets the address as an argument of its own, never through a shell.
func OpenInBrowser(ctx context.Context, w *World, address string) error {
	if !w.HasDisplay() {
		return errNoDisplay
	}
	words, known := openers[w.Terminal.GOOS]
	if !known {
		words = []string{"xdg-open"}
	}
	program, err := exec.LookPath(words[0])
	if err != nil {
		return fmt.Errorf("%s was not found", words[0])
	}
	cmd := exec.Command(program, append(words[1:], address)...)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start %s: %w", words[0], err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	ctx, cancel := context.WithTimeout(ctx, openerTime)
	defer cancel()
	select {
	case err := <-ended:
		if err != nil {
			return fmt.Errorf("%s did not open it: %w", words[0], err)
		}
	case <-ctx.Done():
	}
	return nil
}
