package main

import (
	"bytes"
	"context"
	"io"
	"log"
	"os"
	"runtime/debug"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// These are set when a release is built (-X main.version=… -X main.built=…). Otherwise
// Go's own notes on the build are used.
var version, built string

func main() {
	forbidCoreDumps()
	// Libraries use this logger, which does not redact secrets: with
	// GODEBUG=http2debug=2 net/http logs every header, tokens included. plexpriv itself
	// logs with slog.
	log.SetOutput(io.Discard)
	world.OutliveReaders()
	w := world.Real()
	info, _ := debug.ReadBuildInfo()
	w.Build = world.BuildOf(version, built, info)
	os.Exit(execute(context.Background(), w, os.Args))
}

// execute runs one command line and returns the exit code. It exists so that deferred
// calls run before os.Exit.
func execute(ctx context.Context, w *world.World, args []string) int {
	w.Terminal.HideSecrets()
	var help bytes.Buffer // urfave/cli writes help here; it is printed wrapped to the screen
	app := newApp(w)
	app.Writer = &help
	line, err := parseLine(app, args)
	if err == nil {
		err = app.RunContext(ctx, line.ordered())
	}
	terminal.PrintHelp(w.Terminal.Stdout, help.String())
	code := checkOutput(w, finish(w, err, args))
	holdWindow(ctx, w, args)
	return code
}
