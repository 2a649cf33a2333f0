package main

import (
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/urfave/cli/v2"
)

func applyCommand(w *world.World) *cli.Command {
	flags := []cli.Flag{
		&cli.BoolFlag{Name: "dry-run", Aliases: []string{"n"}, Category: groupSelection, Usage: "show what would change; nothing can be written"},
		&cli.BoolFlag{Name: "ask", Category: groupOutput, Usage: "pick from the changes at once, without the question"},
		&cli.BoolFlag{Name: "yes", Aliases: []string{"y"}, Category: groupSelection, Usage: "do not ask"},
		settleFlag(),
	}
	return &cli.Command{
		Name:  "apply",
		Usage: "make private what is not, and confirm it",
		Description: description(`Reads the pages of Plex, shows what would change, and asks once. Then it changes and
saves the settings, and reloads every page in a new browser context to confirm them.
--yes skips the question. Without a terminal it does not ask. Every change makes the
account more private, unless --set and --allow-widening ask for less.

Your own Plex Media Servers (--page server) and Plex's online media sources (--page
sources) are included only if you ask for them, or at level strict. They need no browser.`,
			[]string{
				"plexpriv apply --dry-run",
				"plexpriv apply",
				"plexpriv apply --page email --level strict",
				"plexpriv apply --ask",
				"plexpriv apply --family",
				"plexpriv apply --page server",
				"plexpriv apply --set visibility.watchlist=friends --skip 'email.*'",
			}),
		Flags: append(flags, runFlags()...),
		Action: func(c *cli.Context) error {
			o, err := runOptionsOf(w, c, "apply", c.Bool("dry-run"))
			if err != nil {
				return err
			}
			if c.Bool("ask") {
				if err := checkAskFlags(w, o, c.Bool("yes")); err != nil {
					return err
				}
				o.Question.Pick = true
			}
			if o.Question.Pick || asks(w, o, c.Bool("yes")) {
				o.Question.ShowPlan = showPlan(w, *o)
			}
			return runAccounts(c.Context, w, o)
		},
	}
}
