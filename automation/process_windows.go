package automation

import (
	"os/exec"
	"syscall"
)

// separate starts the browser in a process group of its own, so that Ctrl-C reaches us
// and not the browser. It keeps what is in SysProcAttr, which holds the handles of the
// pipe. The browser's children end with it.
func separate(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.CreationFlags |= syscall.CREATE_NEW_PROCESS_GROUP
}
