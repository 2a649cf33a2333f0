//go:build !windows

package automation

import (
	"errors"
	"os"
	"syscall"
)

// killGroup ends the browser and all its children at once. Nobody has waited for the
// browser yet, so its process id cannot have been reused.
func killGroup(pid int) error {
	err := syscall.Kill(-pid, syscall.SIGKILL)
	if errors.Is(err, syscall.ESRCH) {
		return os.ErrProcessDone
	}
	return err
}
