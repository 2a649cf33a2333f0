package main

import (
	"slices"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/schedule"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/urfave/cli/v2"
)

func scheduleCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "schedule",
		Usage: "look after your settings every week or month, and speak up only when something is wrong",
		Description: description(`Lets the system's own scheduler start "plexpriv schedule run": a systemd user timer, a
launchd agent or a task of Windows. It is quiet while all is well. When something has
changed, or the sign-in is about to end, it shows a notification, or runs a command or
calls a webhook of yours.`,
			[]string{
				"plexpriv schedule install --every week",
				"plexpriv schedule install --every month --fix --at 18:30",
				"plexpriv schedule status",
				"plexpriv schedule remove",
			}),
		Flags:       []cli.Flag{jsonFlag()},
		Subcommands: []*cli.Command{scheduleInstallCommand(w), scheduleStatusCommand(w), scheduleRemoveCommand(w), scheduleRunCommand(w)},
		Action:      func(c *cli.Context) error { return needsSubcommand(w, c) },
	}
}

const groupJob = "The job:"

// jobFlags are the flags of both install and run that only a job has.
func jobFlags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "fix", Category: groupJob, Usage: "set back what has changed, as apply does, and tell of it"},
		&cli.StringFlag{Name: "notify-command", Category: groupJob, Usage: "what to run when there is something to say, in place of a notification: `COMMAND`; the text is in $" + exit.EnvMessage + ", more on its standard input ($" + exit.EnvNotifyCommand + ")"},
		&cli.StringFlag{Name: "webhook", Category: groupJob, Usage: "where to send it as JSON, without names: `URL`, https only ($" + exit.EnvWebhook + ")"},
	}
}

func scheduleInstallCommand(w *world.World) *cli.Command {
	own := []cli.Flag{
		&cli.StringFlag{Name: "every", Category: groupJob, Usage: "how often: `week|month`"},
		&cli.StringFlag{Name: "at", Category: groupJob, Usage: "when: `[DAY] HH:MM`, with mon to sun, or 1 to 28 in the month (default: mon 09:00, or 1 09:00)"},
		&cli.BoolFlag{Name: "print", Category: groupJob, Usage: "print the files and write nothing"},
		jsonFlag(),
	}
	return &cli.Command{
		Name:  "install",
		Usage: "hand the job to the system's scheduler, in place of one that is there",
		Description: description(`Writes and starts a systemd user timer (Linux), a launchd agent (macOS) or a task
(Windows), for you alone and without root. A run that was missed is made up for. The
flags and the variables that count now, like $PLEXPRIV_SESSION_STORE, count for the
job; a passphrase is never among them.`,
			[]string{
				"plexpriv schedule install --every week",
				"plexpriv schedule install --every week --fix --family --policy family.toml --pin-file pins.toml",
				"plexpriv schedule install --every month --at 18:30 --print",
			}),
		Flags: slices.Concat(own, jobFlags(), selectionFlags(), narrowingFlags(), accountFlags(), browserFlags(), paceFlags()),
		Action: func(c *cli.Context) error {
			j, err := jobOf(w, c)
			if err != nil {
				return err
			}
			if c.Bool("print") {
				return schedule.Print(w, j, c.Bool("json"))
			}
			return schedule.Install(c.Context, w, j, c.Bool("json"))
		},
	}
}

func scheduleStatusCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:        "status",
		Usage:       "show whether there is a job, when it runs next, and how it ended last",
		Description: description("Looks at this machine only.", []string{"plexpriv schedule status", "plexpriv schedule status --json"}),
		Flags:       []cli.Flag{jsonFlag()},
		Action:      func(c *cli.Context) error { return schedule.Status(c.Context, w, c.Bool("json")) },
	}
}

func scheduleRemoveCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:        "remove",
		Usage:       "remove the scheduled job",
		Description: description("Does nothing if there is no job.", []string{"plexpriv schedule remove"}),
		Flags:       []cli.Flag{jsonFlag()},
		Action:      func(c *cli.Context) error { return schedule.Remove(c.Context, w, c.Bool("json")) },
	}
}

func scheduleRunCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "run",
		Usage: "do the job once: what the scheduler starts",
		Description: description(`Does what check does, or with --fix what apply does, without a word while all is well.
It speaks when something differs or was set back, when the sign-in is about to end or
has ended, and when a page could not be read. A network
failure is reported only if it happens twice in a row.`,
			[]string{"plexpriv schedule run", "plexpriv schedule run --fix --notify-command ./tell-me.sh"}),
		Flags: slices.Concat(jobFlags(), runFlags()),
		Action: func(c *cli.Context) error {
			n, err := notifierOf(w, c)
			if err != nil {
				return err
			}
			command := "check"
			if c.Bool("fix") {
				command = "apply"
			}
			o, err := runOptionsOf(w, c, command, false)
			if err != nil {
				return err
			}
			return runJob(c.Context, w, o, n)
		},
	}
}
