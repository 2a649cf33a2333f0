package main

import (
	"context"
	"io"
	"log"
	"os"

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
	err := newApp(w).RunContext(ctx, flagsFirst(args))
	w.Terminal.TellHelp(w.Terminal.Help.String())
	return conclude(w, err, args)
}
