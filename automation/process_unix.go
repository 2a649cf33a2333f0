//go:build !windows

package automation

import (
	"errors"
	"os"
	"syscall"
)

// killGroup ends the browser and all its children at once. Our wait has not
// returned yet when it is called, so the number still means our group.
func killGroup(pid int) error {
	err := syscall.Kill(-pid, syscall.SIGKILL)
	if errors.Is(err, syscall.ESRCH) {
		return os.ErrProcessDone
	}
	return err
}
