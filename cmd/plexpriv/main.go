package main

import (
	"context"
	"os"
)

// version is set when the program is built (-X main.version=…).
var version = "unknown"

func main() {
	os.Exit(run(context.Background(), realWorld(), os.Args))
}

// run carries out one command line and gives the exit code. Whatever a command
// has deferred is done by then.
func run(ctx context.Context, w *world, args []string) int {
	w.hideSecrets()
	err := newApp(w).RunContext(ctx, flagsFirst(args))
	return w.conclude(err, args)
}
