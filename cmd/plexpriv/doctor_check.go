package main

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows"
)

// status is how a check came out.
type status string

const (
	statusOK status = "ok"
	// statusNote is for what a run can do without, or the person should know.
	statusNote status = "note"
	// statusProblem keeps a run from working.
	statusProblem status = "problem"
)

// finding is what a check found: one line.
type finding struct {
	ID     string `json:"id"`
	Status status `json:"status"`
	Detail string `json:"detail"`
	// Next is what to type or to do next; empty where there is nothing to do.
	Next string `json:"next"`

	// code is the exit code of a problem.
	code int
}

func healthy(format string, args ...any) finding {
	return finding{Status: statusOK, Detail: fmt.Sprintf(format, args...)}
}

func note(next, format string, args ...any) finding {
	return finding{Status: statusNote, Detail: fmt.Sprintf(format, args...), Next: next}
}

func problem(code int, next, format string, args ...any) finding {
	return finding{Status: statusProblem, Detail: fmt.Sprintf(format, args...), Next: next, code: code}
}

// problemOf is the problem that an error is, with the advice that a run would
// give; code is for errors that the exit codes do not know.
func (p *patient) problemOf(err error, code int) finding {
	f := problem(exit.Code(err), "", "%v", err)
	if f.code == flows.ExitError {
		f.code = code
	}
	if hints := exit.Hints(p.GOOS, err); len(hints) > 0 {
		f.Next = hints[0]
	}
	return f
}

// check looks at one thing that a run needs.
type check struct {
	id string
	// code is what it means for a run when the check gets no answer.
	code int
	look func(ctx context.Context, p *patient) finding
}

// checks are told in this order.
var checks = []check{
	{"browser", exit.NoBrowser, checkBrowser},
	{"sandbox", exit.NoBrowser, checkSandbox},
	{"display", exit.NoBrowser, checkDisplay},
	{"store", exit.NoAccess, checkStore},
	{"sessions", exit.NoAccess, checkSessions},
	{"state", exit.NoAccess, checkState},
	{"journal", exit.NoAccess, checkJournal},
	{"catalogue", flows.ExitError, checkCatalogue},
	{"proxy", flows.ExitTryLater, checkProxy},
	{plexHosts[0], flows.ExitTryLater, checkHost(plexHosts[0])},
	{plexHosts[1], flows.ExitTryLater, checkHost(plexHosts[1])},
	{plexHosts[2], flows.ExitTryLater, checkHost(plexHosts[2])},
	{"clock", flows.ExitTryLater, checkClock},
}

// checkLimit is the time for each check. They run side by side, so it is nearly
// the time for all. Three of them open the encrypted file, which is meant to cost
// a second of work each time, and on a small or busy machine costs several.
const checkLimit = 30 * time.Second

// examine makes all checks at once. One that does not come back in time is a
// problem and is left behind.
func examine(ctx context.Context, p *patient, checks []check) []finding {
	findings := make([]finding, len(checks))
	var wg sync.WaitGroup
	for i, c := range checks {
		wg.Go(func() { findings[i] = c.run(ctx, p) })
	}
	wg.Wait()
	return findings
}

func (c check) run(ctx context.Context, p *patient) finding {
	ctx, cancel := context.WithTimeout(ctx, p.limit)
	defer cancel()
	found := make(chan finding, 1)
	go func() { found <- c.look(ctx, p) }()
	var f finding
	select {
	case f = <-found:
	case <-ctx.Done():
		f = problem(c.code, "", "no answer within %s", p.limit)
	}
	f.ID = c.id
	if f.Status == statusProblem {
		f.code = cmp.Or(f.code, c.code)
	}
	return f
}
