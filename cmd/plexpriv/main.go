package main

import (
	"bytes"
	"context"
	"io"
	"log"
	"os"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// version is set when the program is built (-X main.version=…).
var version = "unknown"

func main() {
	// Libraries log there past the redactor: with GODEBUG=http2debug=2 net/http
	// writes every header, tokens included. What we say goes through slog.
	log.SetOutput(io.Discard)
	os.Exit(execute(context.Background(), world.Real(), os.Args))
}

// execute carries out one command line and gives the exit code. Whatever a command
// has deferred is done by then.
func execute(ctx context.Context, w *world.World, args []string) int {
	w.Terminal.HideSecrets()
	var help bytes.Buffer // what the command line says of itself, until it is told
	app := newApp(w)
	app.Writer = &help
	err := app.RunContext(ctx, flagsFirst(args))
	terminal.PrintHelp(w.Terminal.Stdout, help.String())
	return conclude(w, err, args)
}
