package flows

import (
	"context"
	"log/slog"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/record"
)

// account is one account's run in work: what is asked, its pages, and who does it.
type account struct {
	req      Request
	env      *page.Env
	pages    pages
	session  *openSession
	reader   *reader
	prover   *prover
	recorder *recorder
	oneByOne bool
	known    *record.UnknownControls
}

// run does what is asked, in a browser.
func (a *account) run(ctx context.Context, browser page.Browser) error {
	a.env.Refusals = browser.Refusals
	if err := a.session.open(ctx, browser); err != nil {
		return err
	}
	defer timed(a.env.Log, "account done", time.Now())
	defer a.session.close(ctx)
	if err := a.reader.readAll(ctx, a.pages); err != nil {
		return err
	}
	for _, p := range a.pages {
		a.planPage(p)
	}
	if a.req.Pictures {
		a.session.photographAll(ctx, a.pages)
	}
	a.see(ctx)
	if a.req.readOnly() {
		return nil
	}
	if err := a.recorder.begin(a.pages.values()); err != nil {
		return err
	}
	err := a.change(ctx)
	for _, p := range a.pages {
		if p.wrote && p.proof == nil {
			p.plan.Set(outcome.Unverified, "the run was stopped before it was read back")
		}
	}
	a.recorder.end(err, a.req.stopped())
	return err
}

// see lets a check remember what it has read. It does not fail because it could not.
func (a *account) see(ctx context.Context) {
	if a.req.Command != "check" || a.session.who.Memory == nil {
		return
	}
	if err := a.session.who.Memory.See(ctx, a.pages.values()); err != nil {
		a.env.Log.Warn("the next check will not know what this one has seen", "error", err)
	}
}

// ended is the report on what was done.
func (a *account) ended(err error) outcome.AccountReport {
	if err == nil && a.req.stopped() {
		err = outcome.ErrInterrupted
	}
	if !a.req.readOnly() {
		for _, p := range a.pages {
			p.plan.Leave()
		}
	}
	return summary{
		req: a.req, who: a.session.who, called: a.session.called, cookies: a.session.cookies, pages: a.pages, lex: a.env.Lex, known: a.known,
	}.report(err)
}

// timed tells how long something took that has begun at a moment.
func timed(log *slog.Logger, what string, began time.Time, args ...any) {
	log.Debug(what, append(args, "took", time.Since(began).Round(time.Millisecond))...)
}
