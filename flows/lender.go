package flows

import (
	"context"
	"errors"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/record"
)

// Lent is a browser of a pool, for one account. It may be lost at any time.
type Lent struct {
	page.Browser
	// Lost says that the browser, or a tab of ours in it, is gone.
	Lost func() bool
	// Return gives it back, lost or not.
	Return func()
}

// Lender lends a browser, or another one if the first was lost.
type Lender func(ctx context.Context, lost *Lent) (*Lent, error)

// lostBrowser is how messages call a browser that is gone. Another run may have a browser
// that stays.
const lostBrowser = "the remote browser was lost"

// LentAccount does what Account does, in a browser of a pool. If that browser is lost, the
// run over the account begins once more in another one. Everything is read again there,
// and nothing that the lost browser said is believed. The time for the account begins when
// there is a browser.
func (r *Runner) LentAccount(ctx context.Context, who Subject, req Request, lend Lender) (outcome.AccountReport, []automation.Cookie) {
	relay := record.NewRetryLedger(who.Ledger)
	if relay != nil {
		who.Ledger = relay
		defer func() { relay.Finish(r.Log) }()
	}
	a := r.account(who, req)
	if len(a.pages) == 0 {
		ctx, _, cancel := r.limit(ctx, who, req)
		defer cancel()
		return a.complete(ctx, nil)
	}
	lent, err := lend(ctx, nil)
	if err != nil {
		err = page.StoppedOr(ctx, err)
		ctx, _, cancel := r.limit(ctx, who, req)
		defer cancel()
		return a.complete(ctx, err)
	}
	ctx, rows, cancel := r.limit(ctx, who, req)
	defer cancel()
	a.env.Rows = rows
	err = a.run(ctx, lent)
	lost := lent.Lost() && harmed(a.pages, err)
	lent.Return()
	if !lost || ctx.Err() != nil || req.stopped() {
		return a.complete(ctx, lossOf(lost, err))
	}
	r.Log.Warn(lostBrowser+", trying another one", "account", who.label())
	// A save of the lost browser may still be under way.
	if relay.Changed() && !page.Pause(ctx, req.Settle) {
		return a.finish(outcome.Stopped(ctx))
	}
	again, err := lend(ctx, lent)
	if err != nil {
		return a.complete(ctx, &outcome.LaterError{What: lostBrowser + ", and there was no other: " + page.StoppedOr(ctx, err).Error()})
	}
	defer again.Return()
	intended := relay.Intended()
	second := r.account(who, req)
	second.env.Rows = rows
	err = second.run(ctx, again)
	err = lossOf(again.Lost() && harmed(second.pages, err), err)
	if relay != nil {
		merge(a.pages, second.pages, intended)
	}
	return second.complete(ctx, err)
}

// harmed says whether something is undone because the browser was lost.
func harmed(all pages, err error) bool {
	if err != nil {
		return true
	}
	for _, p := range all {
		if p.found == nil || p.status() == outcome.PageUnreachable {
			return true
		}
		for _, c := range p.plan.Changes {
			if c.Result.Trouble() {
				return true
			}
		}
	}
	return false
}

// lossOf replaces the driver's error for a lost browser by one that says so.
func lossOf(lost bool, err error) error {
	if lost && (err == nil || errors.Is(err, context.Canceled) || errors.Is(err, automation.ErrCrashed)) {
		return &outcome.LaterError{What: lostBrowser}
	}
	return err
}
