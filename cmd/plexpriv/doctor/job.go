package doctor

import (
	"context"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/schedule"
)

// checkJob says whether the job of plexpriv schedule, if there is one, will run.
func checkJob(ctx context.Context, env *Env) Finding {
	job := schedule.Look(ctx, env.World)
	switch {
	case len(job.Files) == 0:
		return OK("no job is installed; plexpriv schedule install makes one")
	case !job.Active:
		return note("plexpriv schedule install --every week", "the files of a %s are there, and the scheduler does not know of them", job.Scheduler)
	case job.EndsWithLogin():
		return note(schedule.LingerCommand, "the %s runs only while you are signed in to this machine", job.Scheduler)
	}
	return OK("there is a %s", job.Scheduler)
}
