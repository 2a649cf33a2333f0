//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package terminal

import "golang.org/x/sys/unix"

// See termios(4).
const (
	getTermios         = unix.TIOCGETA
	setTermiosAndFlush = unix.TIOCSETAF
)
