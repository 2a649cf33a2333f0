package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/manual"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// completeCommand is what the completion scripts call. The first argument is the word to
// complete, after an equals sign because some shells drop empty arguments. The words
// before it follow.
//
//	plexpriv __complete =vis apply --page
func completeCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:            "__complete",
		Hidden:          true,
		SkipFlagParsing: true,
		HideHelpCommand: true,
		Usage:           "say what fits at the end of a command line",
		Action: func(c *cli.Context) error {
			args := c.Args().Slice()
			if len(args) == 0 {
				return exit.Usagef("__complete is for the scripts of plexpriv completion")
			}
			_, err := w.Terminal.Stdout.Write(manual.Complete(c.App, completionSource{w, c.Context}, args[1:], strings.TrimPrefix(args[0], "=")))
			return err
		},
	}
}
