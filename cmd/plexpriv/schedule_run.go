package main

import (
	"context"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/schedule"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// runJob runs the job once, and notifies the person if there is something to say.
func runJob(ctx context.Context, w *world.World, o *run.Options, n schedule.Notifier) error {
	o.Output.Quiet = !o.Output.Verbose && !o.Output.JSON
	var m *schedule.Message
	err := run.Execute(ctx, w, o, func(r run.Result) error {
		if o.Output.JSON {
			w.Terminal.PrintJSON(r.Report)
		}
		m = schedule.NewMessage(r.Report, w.Now(), r.SessionEnds)
		return exit.Done(r.Report.ExitCode)
	})
	return schedule.Finish(ctx, w, n, o.Command, m, err)
}
