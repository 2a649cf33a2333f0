//go:build unix

package terminal

import "golang.org/x/sys/unix"

// hideTyping keeps a terminal from showing what is typed, and forgets what was
// typed and not read yet, as readpassphrase(3) does.
func hideTyping(fd int) error {
	state, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return err
	}
	state.Lflag &^= unix.ECHO
	return unix.IoctlSetTermios(fd, setTermiosAndForget, state)
}
