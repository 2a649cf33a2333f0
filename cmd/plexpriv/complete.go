package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/manual"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// completeCommand answers the scripts of completion: the word to complete, with
// a sign before it because some shells drop empty arguments, and then the words
// that stand before it.
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
			_, err := w.Terminal.Stdout.Write(manual.Complete(c.App, lookup{w, c.Context}, args[1:], strings.TrimPrefix(args[0], "=")))
			return err
		},
	}
}
