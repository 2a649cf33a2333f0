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

// Status is the result of a check.
type Status string

const (
	StatusOK Status = "ok"
	// StatusNote is for something that a run can do without, or that the person should
	// know.
	StatusNote Status = "note"
	// StatusProblem is for something that keeps a run from working.
	StatusProblem Status = "problem"
)

// Finding is what a check has found, as one line of the output.
type Finding struct {
	ID     string `json:"id"`
	Status Status `json:"status"`
	Detail string `json:"detail"`
	// Next is what to type or do next, or empty.
	Next string `json:"next"`

	// Code is the exit code of a problem.
	Code int `json:"-"`
}

// OK is a finding that needs nothing to be done.
func OK(format string, args ...any) Finding {
	return Finding{Status: StatusOK, Detail: fmt.Sprintf(format, args...)}
}

// Note is a finding that a run can do without, with what to do about it, or "".
func Note(next, format string, args ...any) Finding {
	return Finding{Status: StatusNote, Detail: fmt.Sprintf(format, args...), Next: next}
}

func problem(code int, next, format string, args ...any) Finding {
	return Finding{Status: StatusProblem, Detail: fmt.Sprintf(format, args...), Next: next, Code: code}
}

// problemOf makes a problem of an error, with the exit code and the hint that a run would
// end with. code is used for errors that have no code of their own.
func problemOf(env *Env, err error, code int) Finding {
	f := problem(exit.Code(err), "", "%v", err)
	if f.Code == outcome.ExitError {
		f.Code = code
	}
	if hints := exit.Hints(env.World.Terminal.GOOS, err); len(hints) > 0 {
		f.Next = hints[0]
	}
	return f
}

// Check looks at one thing that a run needs.
type Check struct {
	ID string
	// Code is the exit code if the check does not finish in time.
	Code int
	Run  func(ctx context.Context, env *Env) Finding
}

// Checks are all checks, in the order in which they are printed.
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

// checkLimit is the time limit of each check, and of all, since they run at the same
// time. It is long because three checks decrypt the session file, which costs a second
// each by design, and several seconds on a small or busy machine.
const checkLimit = 30 * time.Second

// RunChecks runs all checks at the same time. It does not wait for a check that exceeds
// its limit; that one is a problem.
func RunChecks(ctx context.Context, env *Env, checks []Check) []Finding {
	findings := make([]Finding, len(checks))
	var wg sync.WaitGroup
	for i, c := range checks {
		wg.Go(func() { findings[i] = c.runLimited(ctx, env) })
	}
	wg.Wait()
	return findings
}

func (c Check) runLimited(ctx context.Context, env *Env) Finding {
	ctx, cancel := context.WithTimeout(ctx, env.Limit)
	defer cancel()
	found := make(chan Finding, 1)
	go func() { found <- c.Run(ctx, env) }()
	var f Finding
	select {
	case f = <-found:
	case <-ctx.Done():
		f = problem(c.Code, "", "no answer within %s", env.Limit)
	}
	f.ID = c.ID
	if f.Status == StatusProblem {
		f.Code = cmp.Or(f.Code, c.Code)
	}
	return f
}
