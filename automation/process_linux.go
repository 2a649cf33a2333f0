package automation

import (
	"os/exec"
	"syscall"
)

// separate starts the browser in a process group of its own, so that Ctrl-C reaches us
// and not the browser. If we die, the kernel ends it.
func separate(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
	cmd.Cancel = func() error { return killGroup(cmd.Process.Pid) }
}
