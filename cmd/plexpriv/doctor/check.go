package doctor

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Status is how a check came out.
type Status string

const (
	StatusOK Status = "ok"
	// StatusNote is for what a run can do without, or the person should know.
	StatusNote Status = "note"
	// StatusProblem keeps a run from working.
	StatusProblem Status = "problem"
)

// Finding is what a check found: one line.
type Finding struct {
	ID     string `json:"id"`
	Status Status `json:"status"`
	Detail string `json:"detail"`
	// Next is what to type or to do next; empty where there is nothing to do.
	Next string `json:"next"`

	// Code is the exit code of a problem.
	Code int `json:"-"`
}

// Healthy is a finding with nothing to do.
func Healthy(format string, args ...any) Finding {
	return Finding{Status: StatusOK, Detail: fmt.Sprintf(format, args...)}
}

func note(next, format string, args ...any) Finding {
	return Finding{Status: StatusNote, Detail: fmt.Sprintf(format, args...), Next: next}
}

func problem(code int, next, format string, args ...any) Finding {
	return Finding{Status: StatusProblem, Detail: fmt.Sprintf(format, args...), Next: next, Code: code}
}

// problemOf is the problem that an error is, with the advice that a run would
// give; code is for errors that the exit codes do not know.
func problemOf(p *Patient, err error, code int) Finding {
	f := problem(exit.Code(err), "", "%v", err)
	if f.Code == outcome.ExitError {
		f.Code = code
	}
	if hints := exit.Hints(p.World.Terminal.GOOS, err); len(hints) > 0 {
		f.Next = hints[0]
	}
	return f
}

// Check looks at one thing that a run needs.
type Check struct {
	ID string
	// Code is what it means for a run when the check gets no answer.
	Code int
	Look func(ctx context.Context, p *Patient) Finding
}

// Checks are told in this order.
var Checks = []Check{
	{"browser", exit.NoBrowser, CheckBrowser},
	{"sandbox", exit.NoBrowser, CheckSandbox},
	{"display", exit.NoBrowser, checkDisplay},
	{"store", exit.NoAccess, checkStore},
	{"sessions", exit.NoAccess, checkSessions},
	{"state", exit.NoAccess, checkState},
	{"journal", exit.NoAccess, checkJournal},
	{"catalogue", outcome.ExitError, checkCatalogue},
	{"proxy", outcome.ExitTryLater, checkProxy},
	{plexHosts[0], outcome.ExitTryLater, checkHost(plexHosts[0])},
	{plexHosts[1], outcome.ExitTryLater, checkHost(plexHosts[1])},
	{plexHosts[2], outcome.ExitTryLater, checkHost(plexHosts[2])},
	{"clock", outcome.ExitTryLater, checkClock},
}

// checkLimit is the time for each check. They run side by side, so it is nearly
// the time for all. Three of them open the encrypted file, which is meant to cost
// a second of work each time, and on a small or busy machine costs several.
const checkLimit = 30 * time.Second

// Examine makes all checks at once. One that does not come back in time is a
// problem and is left behind.
func Examine(ctx context.Context, p *Patient, checks []Check) []Finding {
	findings := make([]Finding, len(checks))
	var wg sync.WaitGroup
	for i, c := range checks {
		wg.Go(func() { findings[i] = c.run(ctx, p) })
	}
	wg.Wait()
	return findings
}

func (c Check) run(ctx context.Context, p *Patient) Finding {
	ctx, cancel := context.WithTimeout(ctx, p.Limit)
	defer cancel()
	found := make(chan Finding, 1)
	go func() { found <- c.Look(ctx, p) }()
	var f Finding
	select {
	case f = <-found:
	case <-ctx.Done():
		f = problem(c.Code, "", "no answer within %s", p.Limit)
	}
	f.ID = c.ID
	if f.Status == StatusProblem {
		f.Code = cmp.Or(f.Code, c.Code)
	}
	return f
}
