package main

import "path/filepath"

// openedByFinder reports whether a double click has started the program on macOS: Finder
// lets Terminal run it by its whole path, in a window of its own. Somebody who types a
// whole path into a new window is taken for one who clicked, and only presses Enter.
func openedByFinder(program string, getenv func(string) string) bool {
	return getenv("TERM_PROGRAM") == "Apple_Terminal" && getenv("SHLVL") == "1" && filepath.IsAbs(program)
}
