//go:build !windows && !darwin

package main

// ownsConsole is about windows that a double click opens. Elsewhere a terminal is not
// opened by the program, and does not close with it.
func ownsConsole() bool { return false }
