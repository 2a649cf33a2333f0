package main

import (
	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// devCommand holds the commands for those who mend the description of a page. It is not in
// the list of commands: whoever needs it comes from the documents or from a hint.
func devCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:   "dev",
		Hidden: true,
		Usage:  "look at Plex's pages and mend plexpriv's description of them",
		Description: description("For those who report that Plex has changed a page, or who describe it anew.",
			[]string{"plexpriv dev inspect --page email --out email.json", "plexpriv dev catalogue show email > email.toml"}),
		Subcommands: []*cli.Command{inspectCommand(w), catalogueCommand(w)},
		Action:      func(c *cli.Context) error { return needsSubcommand(w, c) },
	}
}

// hidden is a command under a former name, which goes on working.
func hidden(command func(*world.World) *cli.Command) func(*world.World) *cli.Command {
	return func(w *world.World) *cli.Command {
		c := command(w)
		c.Hidden = true
		return c
	}
}
