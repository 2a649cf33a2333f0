//go:build !windows

package main

// ownsConsole is about consoles of Windows. Elsewhere a terminal is not opened by the
// program, and does not close with it.
func ownsConsole() bool { return false }
