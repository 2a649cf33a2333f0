package main

import (
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/urfave/cli/v2"
)

func applyCommand(w *world.World) *cli.Command {
	flags := []cli.Flag{
		&cli.BoolFlag{Name: "dry-run", Aliases: []string{"n"}, Category: groupSelection, Usage: "show what would change; nothing can be written"},
		&cli.BoolFlag{Name: "ask", Category: groupOutput, Usage: "show what would change and let me pick, before anything is written"},
		&cli.BoolFlag{Name: "yes", Aliases: []string{"y"}, Category: groupSelection, Usage: "do not ask (which is the default)"},
		settleFlag(),
	}
	return &cli.Command{
		Name:  "apply",
		Usage: "set what is not private yet, and prove it",
		Description: description(`Reads every selected page of Plex, sets what differs from the level, saves it, and
loads the pages again in a fresh browser context, --settle after the last save:
"verified" means that the new value was read there, and that Plex's API says the
same where it knows the setting. It does not ask: every change raises privacy, unless you
said otherwise with --set and --allow-widening.`,
			[]string{
				"plexpriv apply --dry-run",
				"plexpriv apply",
				"plexpriv apply --page email --level strict",
				"plexpriv apply --ask",
				"plexpriv apply --family",
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
				o.ShowPlan = showPlan(w, *o)
			}
			return runAccounts(c.Context, w, o)
		},
	}
}
