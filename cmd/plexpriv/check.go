package main

import (
	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

func checkCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "check",
		Usage: "read every setting and list what differs; changes nothing",
		Description: description(`Reads every selected page of Plex and compares it with the level. It cannot write:
the tab refuses to act, and the network lets no change out. Settings that changed since
the last run are listed with the date they were last seen. It ends with exit code 2 when
something differs and, once, when a page has a new switch that plexpriv doesn't know.

Your own Plex Media Servers (--page server) and Plex's online media sources (--page
sources) are included only if you ask for them, or at level strict.`,
			[]string{
				"plexpriv check",
				"plexpriv check --quiet || echo 'something differs'",
				"plexpriv check --all-profiles --json",
				"plexpriv check --family --pin-file ~/.config/plexpriv/pins",
			}),
		Flags: runFlags(),
		Action: func(c *cli.Context) error {
			o, err := runOptionsOf(w, c, "check", false)
			if err != nil {
				return err
			}
			sayAge(w, o.Output)
			return runAccounts(c.Context, w, o)
		},
	}
}
