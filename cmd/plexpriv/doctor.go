package main

import (
	"github.com/plexpriv/plexpriv/cmd/plexpriv/doctor"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/urfave/cli/v2"
)

func doctorCommand(w *world.World) *cli.Command {
	flags := []cli.Flag{
		&cli.BoolFlag{Name: "sites", Usage: "also open each of Plex's sites, and say whom it takes you for or what blocks it"},
		&cli.StringFlag{Name: "profile", Category: groupAccounts, Usage: "with --sites: the `NAME` whose session is used (default: default; $" + exit.EnvProfile + ")"},
	}
	return &cli.Command{
		Name:  "doctor",
		Usage: "find out whether a run could work here, and what to do if not",
		Description: description(`Looks at everything a run needs: browser, keyring, network, clock, files, sessions.
Each line is ok, a note, or a problem with the next thing to do. No page of Plex is
opened, unless you ask for --sites, and nothing is changed: a test entry in the
keyring is removed again. With several problems the exit code is that of the first
in the order 77, 69, 4, 75.

With --sites each of Plex's sites is opened as check would do it, which cannot write.
The text at its end is for a bug report: it has no names, addresses or tokens.`,
			[]string{"plexpriv doctor", "plexpriv doctor --json", "plexpriv doctor --sites", "plexpriv doctor --browser /usr/bin/chromium"}),
		Flags: append(append(flags, outputFlags()...), browserFlags()...),
		Action: func(c *cli.Context) error {
			o, err := doctorOptionsOf(w, c)
			if err != nil {
				return err
			}
			return doctor.Run(c.Context, w, o)
		},
	}
}

func doctorOptionsOf(w *world.World, c *cli.Context) (doctor.Options, error) {
	o := doctor.Options{
		Version: w.Build.Version, Headed: c.Bool("headed"), Sites: c.Bool("sites"), ProfileNamed: c.IsSet("profile"),
		More: []doctor.Check{scheduleCheck, ageCheck},
	}
	if o.ProfileNamed && !o.Sites {
		return o, exit.Usagef("--profile says whose session opens the sites, so it needs --sites")
	}
	var err error
	if o.Output, err = outputOf(c); err != nil {
		return o, err
	}
	if o.Browser, err = browserChoiceOf(w, c); err != nil {
		return o, err
	}
	o.Profile, err = oneProfile(w, c)
	return o, err
}
