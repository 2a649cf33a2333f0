package main

import (
	"context"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/schedule"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// runJob does the job once, and speaks if there is something to say.
func runJob(w *world.World, ctx context.Context, o *runOptions, s schedule.Speaker) error {
	o.output.Quiet = !o.output.Verbose && !o.output.JSON
	var n *schedule.News
	err := visitAccounts(ctx, w, o, func(r *accountsRun, report *outcome.Report) error {
		if o.output.JSON {
			r.world.PrintJSON(report)
		}
		n = schedule.NewsOf(report, w.Now(), r.firstEnd())
		return exit.Done(report.ExitCode)
	})
	return schedule.Conclude(ctx, w, s, o.command, n, err)
}

// firstEnd is when the first session runs out, zero where none
// says it.
func (r *accountsRun) firstEnd() time.Time {
	var first time.Time
	for _, a := range r.accounts {
		if a.stored == nil {
			continue
		}
		if at, known := flows.SessionEnds(a.stored); known && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}
