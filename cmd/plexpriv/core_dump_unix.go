//go:build unix && !linux

package main

import "golang.org/x/sys/unix"

// forbidCoreDumps keeps this process and the browsers that it starts from leaving a core
// dump: the session would be in it, in the clear. The limit is inherited.
func forbidCoreDumps() {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) // there is nothing to be done about an error
}
