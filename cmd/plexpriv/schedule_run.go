package main

import (
	"context"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/schedule"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/urfave/cli/v2"
)

// runJobOf reads the flags, and runs the job once.
func runJobOf(ctx context.Context, w *world.World, c *cli.Context) error {
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
	return runJob(ctx, w, o, n)
}

// runJobAgainAndAgain runs the job whenever it is due. The flags are read before each run:
// a policy may have changed. They are also read once before the first, so that a mistake
// ends the command.
func runJobAgainAndAgain(w *world.World, c *cli.Context) error {
	times, err := schedule.ParseTimes(c.String("every"), c.String("at"))
	if err != nil {
		return err
	}
	if c.Bool("json") {
		return exit.Usagef("--json and --every can't be used together")
	}
	if _, err := notifierOf(w, c); err != nil {
		return err
	}
	if _, err := runOptionsOf(w, c, "check", false); err != nil {
		return err
	}
	return schedule.Loop(c.Context, w, times, func(ctx context.Context) error { return runJobOf(ctx, w, c) })
}

// runJob runs the job once, and notifies the person if there is something to say.
func runJob(ctx context.Context, w *world.World, o *run.Options, n schedule.Notifier) error {
	o.Output.Quiet = !o.Output.Verbose && !o.Output.JSON
	var m *schedule.Message
	err := run.Execute(ctx, w, o, func(r run.Result) error {
		if o.Output.JSON {
			w.Terminal.PrintJSON(r.Report)
		}
		m = schedule.NewMessage(r.Report, presentation.New(nil, o.Catalogue).Setting, w.Now(), r.SessionEnds)
		return exit.Done(r.Report.ExitCode)
	})
	return schedule.Finish(ctx, w, n, o.Command, m, err)
}
