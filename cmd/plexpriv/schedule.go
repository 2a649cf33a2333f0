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
		Usage: "check your settings every day, week or month, and report problems",
		Description: description(`Has the system's scheduler start "plexpriv schedule run": a systemd user timer, a launchd
agent or a Windows task. It prints nothing while all is well. When something has changed,
or the sign-in is about to end, it shows a notification, runs a command or calls a
webhook.`,
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
		&cli.BoolFlag{Name: "fix", Category: groupJob, Usage: "change back what differs, as apply does, and report it"},
		&cli.StringFlag{Name: "notify-command", Category: groupJob, Usage: "run `COMMAND` instead of showing a notification; the text is in $" + exit.EnvMessage + ", JSON on standard input ($" + exit.EnvNotifyCommand + ")"},
		&cli.StringFlag{Name: "webhook", Category: groupJob, Usage: "send it to `URL`, without names; HTTPS only ($" + exit.EnvWebhook + ", $" + exit.EnvWebhookFile + ")"},
		&cli.StringFlag{Name: "webhook-format", Category: groupJob, Usage: "the `FORMAT` that the webhook expects: json, discord, ntfy, gotify or apprise (default: from the address; $" + exit.EnvWebhookFormat + ")"},
	}
}

// timeFlags say when the job runs.
func timeFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "every", Category: groupJob, Usage: "how often: `day|week|month`"},
		&cli.StringFlag{Name: "at", Category: groupJob, Usage: "when: `[DAY] HH:MM`, DAY is mon to sun for a week, 1 to 28 for a month (default: 09:00, on mon or 1)"},
	}
}

func scheduleInstallCommand(w *world.World) *cli.Command {
	own := append(timeFlags(),
		&cli.BoolFlag{Name: "print", Category: groupJob, Usage: "print the files and write nothing"},
		jsonFlag(),
	)
	return &cli.Command{
		Name:  "install",
		Usage: "add the job to the system's scheduler, or replace it",
		Description: description(`Writes and starts a systemd user timer (Linux), a launchd agent (macOS) or a task
(Windows), for you alone and without root. A missed run is made up for. The job gets the
flags and the variables that are set now, such as $PLEXPRIV_SESSION_STORE, but never a
passphrase. The address of a webhook is kept in a file that only you can read.`,
			[]string{
				"plexpriv schedule install --every day",
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
		Usage:       "show the job, its next run, and the result of the last one",
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
		Usage: "run the job: once, or again and again with --every",
		Description: description(`Does what check does, or with --fix what apply does, and prints nothing while all is well.
It reports when something differs or was changed back, when the sign-in is about to end
or has ended, and when a page could not be read. A network failure is reported only if it
happens twice in a row.

With --every it does not end: it runs the job when it is due, and once at the start if it
never has run. That is for containers, where there is no scheduler. A restart does not
run it twice, and SIGTERM ends it at once.`,
			[]string{"plexpriv schedule run", "plexpriv schedule run --fix --notify-command ./tell-me.sh", "plexpriv schedule run --every day --at 06:30"}),
		Flags: slices.Concat(timeFlags(), jobFlags(), runFlags()),
		Action: func(c *cli.Context) error {
			if c.IsSet("every") {
				return runJobAgainAndAgain(w, c)
			}
			if c.IsSet("at") {
				return exit.Usagef("--at needs --every")
			}
			return runJobOf(c.Context, w, c)
		},
	}
}
