package terminal

import "golang.org/x/sys/unix"

// See ioctl_tty(2).
const (
	getTermios         = unix.TCGETS
	setTermiosAndFlush = unix.TCSETSF
)
