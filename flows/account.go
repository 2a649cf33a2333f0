package flows

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/record"
)

// account is a run over one account while it is under way: what is asked, the pages, and
// the parts that do it.
type account struct {
	req      Request
	env      *page.Env
	pages    pages
	session  *openSite
	reader   *reader
	prover   *prover
	recorder *recorder
	time     timetable
	direct   *directRun
	oneByOne bool
	known    *record.UnknownControls
}

// run does what is asked, in a browser: it reads, plans, records what is about to be
// changed, changes and proves, page by page as they are ready (round.go).
func (a *account) run(ctx context.Context, browser page.Browser) error {
	a.env.Refusals = browser.Refusals
	if err := a.session.open(ctx, browser); err != nil {
		return err
	}
	defer timed(a.env.Log, "account done", time.Now())
	defer a.session.close(ctx)
	err := a.rounds(ctx)
	for _, p := range a.pages {
		if p.wrote && p.proof == nil {
			p.plan.MarkAll(outcome.Unverified, "the run was stopped before it was read back")
		}
	}
	return err
}

// complete does what needs no browser, and finishes. err is what ended the work in a
// browser, if something did: that says nothing about what is read over HTTP, unless it is
// about the person or the session.
func (a *account) complete(ctx context.Context, err error) (outcome.AccountReport, []automation.Cookie) {
	if !endsAll(ctx, err) && !a.req.stopped() {
		err = both(err, a.direct.run(ctx))
	}
	return a.finish(err)
}

// endsAll says whether an error in the browser is the end of the run over an account: the
// person has stopped it, or it is not sure who is signed in.
func endsAll(ctx context.Context, err error) bool {
	return ctx.Err() != nil || errors.Is(err, outcome.ErrInterrupted) || errors.Is(err, outcome.ErrSignIn)
}

// both is two errors as one, and one if they say the same.
func both(first, second error) error {
	switch {
	case first == nil:
		return second
	case second == nil || first.Error() == second.Error():
		return first
	}
	return fmt.Errorf("%w; %w", first, second)
}

// rememberForCheck stores what a check has read, for the next one. A failure is only
// logged.
func rememberForCheck(ctx context.Context, req Request, who Subject, read pages, log *slog.Logger) {
	if req.Command != "check" || who.Memory == nil {
		return
	}
	if err := who.Memory.See(ctx, read.values()); err != nil {
		log.Warn("the next check will not know what this one has seen", "error", err)
	}
}

// finish marks what was not reached. It returns the report and the cookies at the end.
func (a *account) finish(err error) (outcome.AccountReport, []automation.Cookie) {
	if err == nil && a.req.stopped() {
		err = outcome.ErrInterrupted
	}
	a.recorder.end(err, a.req.stopped())
	all := slices.Concat(a.pages, a.direct.reported())
	if !a.req.readOnly() {
		for _, p := range all {
			p.plan.MarkNotReached()
		}
	}
	s := summary{req: a.req, who: a.session.who, called: a.session.called, pages: all, named: a.direct.named, lex: a.env.Lex, known: a.known}
	return s.report(err), a.session.cookies
}

// timed logs how long something took since began.
func timed(log *slog.Logger, what string, began time.Time, args ...any) {
	log.Debug(what, append(args, "took", time.Since(began).Round(time.Millisecond))...)
}
