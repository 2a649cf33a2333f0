package main

import "golang.org/x/sys/unix"

// forbidCoreDumps keeps this process and the browsers that it starts from leaving a core
// dump: the session would be in it, in the clear. The limit is inherited. It does not
// count where the system hands dumps to a program, so this process is not dumpable at
// all, and no other process of the same user can read its memory. A browser is dumpable
// again as soon as it runs.
func forbidCoreDumps() {
	// Neither fails on a Linux that lets a program do anything. If one does, there is
	// nothing that we could do.
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
}
