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

// Lender gives a browser, and another one where the first was lost.
type Lender func(ctx context.Context, lost *Lent) (*Lent, error)

// lostBrowser is what is said of a browser that went away. What was wrong with it
// may be over the next time.
const lostBrowser = "the remote browser was lost"

// LentAccount does what Account does, in a browser of a pool. Where that is lost
// on the way the account is begun anew in another one, once: everything is read
// again there, what was being changed too, and nothing is believed that the lost
// browser has said. The time for the account begins when there is a browser.
func (r *Runner) LentAccount(ctx context.Context, who Subject, req Request, lend Lender) outcome.AccountReport {
	relay := record.NewRetryLedger(who.Ledger)
	if relay != nil {
		who.Ledger = relay
		defer func() { relay.Finish(r.Log) }()
	}
	a := r.account(who, req)
	lent, err := lend(ctx, nil)
	if err != nil {
		return a.ended(noBrowser(ctx, err))
	}
	ctx, cancel := req.limit(ctx)
	defer cancel()
	err = a.run(ctx, lent)
	lost := lent.Lost() && harmed(a.pages, err)
	lent.Return()
	if !lost || ctx.Err() != nil || req.stopped() {
		return a.ended(lossOf(lost, err))
	}
	r.Log.Warn(lostBrowser+", trying another one", "account", who.label())
	// What it was saving may still be under way.
	if relay.Changed() && !page.Pause(ctx, req.Settle) {
		return a.ended(outcome.Stopped(ctx))
	}
	again, err := lend(ctx, lent)
	if err != nil {
		return a.ended(&outcome.LaterError{What: lostBrowser + ", and there was no other: " + noBrowser(ctx, err).Error()})
	}
	defer again.Return()
	intended := relay.Intended()
	second := r.account(who, req)
	err = second.run(ctx, again)
	err = lossOf(again.Lost() && harmed(second.pages, err), err)
	if relay != nil {
		merge(a.pages, second.pages, intended)
	}
	return second.ended(err)
}

// harmed says whether a loss of the browser has kept anything from being done.
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

// lossOf turns what the driver says of a browser that is gone into what it means.
func lossOf(lost bool, err error) error {
	if lost && (err == nil || errors.Is(err, context.Canceled) || errors.Is(err, automation.ErrCrashed)) {
		return &outcome.LaterError{What: lostBrowser}
	}
	return err
}

// noBrowser is why there was no browser.
func noBrowser(ctx context.Context, err error) error {
	if s := outcome.Stopped(ctx); s != nil {
		return s
	}
	return err
}
