package main

import (
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// finish prints the error that a command ended with, unless it has printed it already,
// and returns the exit code.
func finish(w *world.World, err error, args []string) int {
	code := exit.Code(err)
	if err == nil || exit.IsA[*exit.Reported](err) {
		return code
	}
	if wantsJSON(args) {
		w.Terminal.PrintJSON(failure{Header: terminal.NewHeader(commandOf(w, args)), Error: err.Error(), Hints: exit.Hints(w.Terminal.GOOS, err), ExitCode: code})
		return code
	}
	w.Terminal.PrintError(err)
	return code
}

// checkOutput returns the exit code of a command whose output may be lost. Codes that
// report an error stay, because the error was printed elsewhere or is what scripts wait
// for.
func checkOutput(w *world.World, code int) int {
	err := w.Terminal.LostOutput()
	if err == nil {
		return code
	}
	w.Terminal.PrintError(fmt.Errorf("the output could not be written: %w", err))
	if code == exit.OK || code == outcome.ExitDiffers {
		return outcome.ExitError
	}
	return code
}

// failure is what --json prints for a command that ended before it had a report.
type failure struct {
	terminal.Header
	Error    string   `json:"error"`
	Hints    []string `json:"hints,omitempty"`
	ExitCode int      `json:"exit_code"`
}

// wantsJSON looks for --json in a command line that perhaps cannot be parsed.
func wantsJSON(args []string) bool {
	for _, a := range args[min(1, len(args)):] {
		switch a {
		case "--":
			return false
		case "--json", "-json", "--json=true", "-json=true":
			return true
		}
	}
	return false
}

// commandOf is the command of such a command line, or "" if it is not known.
func commandOf(w *world.World, args []string) string {
	line, _ := parseLine(newApp(w), args)
	words := line.words
	switch {
	case len(words) > 0 && words[0] == "settings": // settings explain prints the same document
		return "settings"
	case len(words) > 1 && words[0] == "dev": // its commands have this name by themselves, too
		words = words[1:]
	}
	return strings.Join(words, " ")
}
