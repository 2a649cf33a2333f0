package main

import "os"

// ownsConsole reports whether the window was opened for this process alone.
func ownsConsole() bool { return openedByFinder(os.Args[0], os.Getenv) }
