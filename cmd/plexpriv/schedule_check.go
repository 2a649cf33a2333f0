package main

import (
	"context"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/doctor"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/schedule"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// scheduleCheck tells doctor whether the job, if there is one, will run.
var scheduleCheck = doctor.Check{ID: "schedule", Code: outcome.ExitError, Run: func(ctx context.Context, env *doctor.Env) doctor.Finding {
	job := schedule.Look(ctx, env.World)
	switch {
	case len(job.Files) == 0:
		return doctor.OK("no job is installed; plexpriv schedule install makes one")
	case !job.Active:
		return doctor.Note("plexpriv schedule install --every week", "the files of a %s are there, and the scheduler does not know of them", job.Scheduler)
	case job.EndsWithLogin():
		return doctor.Note(schedule.LingerCommand, "the %s only runs while you are logged in to this machine", job.Scheduler)
	}
	return doctor.OK("there is a %s", job.Scheduler)
}}
