package main

import (
	"github.com/plexpriv/plexpriv/cmd/plexpriv/doctor"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/urfave/cli/v2"
)

func doctorCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "doctor",
		Usage: "find out whether a run could work here, and what to do if not",
		Description: description(`Looks at everything a run needs: browser, keyring, network, clock, files, sessions.
Each line is ok, a note, or a problem with the next thing to do. No page of Plex is
opened and nothing is changed: a test entry in the keyring is removed again. With
several problems the exit code is that of the first in the order 77, 69, 4, 75.`,
			[]string{"plexpriv doctor", "plexpriv doctor --json", "plexpriv doctor --browser /usr/bin/chromium"},
			0, 1, outcome.ExitSignIn, exit.Usage, exit.NoBrowser, outcome.ExitTryLater, exit.NoAccess, outcome.ExitInterrupted),
		Flags: append(outputFlags(), browserFlags()...),
		Action: func(c *cli.Context) error {
			o, err := outputOf(c)
			if err != nil {
				return err
			}
			browser, err := browserChoiceOf(w, c)
			if err != nil {
				return err
			}
			return doctor.Run(c.Context, w, version, o, browser, c.Bool("headed"), scheduleCheck)
		},
	}
}
