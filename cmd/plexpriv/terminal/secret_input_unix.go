//go:build unix

package terminal

import "golang.org/x/sys/unix"

// stopEcho makes a terminal stop showing what is typed, and drops what was typed but
// not read yet, as readpassphrase(3) does.
func stopEcho(fd int) error {
	state, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return err
	}
	state.Lflag &^= unix.ECHO
	return unix.IoctlSetTermios(fd, setTermiosAndFlush, state)
}
