package main

import (
	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

func checkCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "check",
		Usage: "read every setting and say what differs; changes nothing",
		Description: description(`Reads every selected page of Plex and compares it with the level. It cannot write:
the tab refuses to act, and the network lets no change out. What an apply or a
check saw before and is otherwise now is told with the day ("was private on
2026-11-01, now anyone"). It ends with exit code 2 when something differs, and,
once, when a page has a control that is on and that plexpriv does not know.`,
			[]string{
				"plexpriv check",
				"plexpriv check --quiet || echo 'have a look'",
				"plexpriv check --all-profiles --json",
				"plexpriv check --family --pin-file ~/.config/plexpriv/pins",
			}, runExitCodes...),
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
