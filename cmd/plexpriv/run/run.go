package run

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/record"
)

// Result is what a run returns to its command.
type Result struct {
	Report *outcome.Report
	// SessionEnds is when the first of the sessions expires, or zero if that is not
	// known.
	SessionEnds time.Time
}

// Execute runs a command over its accounts. It does first what needs no browser: PINs,
// sessions, locks, journals, and the question of an undo. then gets the result while
// locks and journals are still held.
func Execute(ctx context.Context, w *world.World, o *Options, then func(Result) error) error {
	e := newEnv(w, o)
	ctx, end := w.Interruptible(ctx, e.stop)
	defer end()
	r, err := openRun(ctx, e)
	defer r.close()
	if err != nil {
		return noReport(e, world.EndCause(ctx, err))
	}
	if !anythingToUndo(e, r.accounts) {
		return noReport(e, nil)
	}
	if err := o.Question.Unanswered; err != nil {
		return noReport(e, err)
	}
	if ok, err := r.confirmPlan(ctx); err != nil || !ok {
		return world.EndCause(ctx, err)
	}
	work := r.apply
	if o.ReadOnly() {
		work = r.read
	}
	report, err := work(ctx)
	r.remember(ctx)
	if err != nil {
		return noReport(e, world.EndCause(ctx, err))
	}
	writeReport(e, report)
	return then(Result{report, firstExpiry(r.accounts)})
}

// run holds what is open during a run.
type run struct {
	env      *env
	store    session.Store
	api      world.API // nil unless Home users were asked for
	accounts []*account
	// known and wordings are what earlier runs remembered, and what this one has seen.
	// Both are nil until the first batch.
	known    *record.UnknownControls
	wordings *record.Wordings
}

// openRun finds, locks and signs in the accounts. One that fails does not stop the
// others; openRun fails if none is left. The run must be closed even then.
func openRun(ctx context.Context, e *env) (*run, error) {
	r := &run{env: e}
	var err error
	if r.store, err = e.world.Store(); err != nil {
		return r, err
	}
	who := e.options.Accounts
	pins, err := newPINs(e.world, who, e.stop)
	if err != nil {
		return r, err
	}
	if who.Home() {
		if r.api, err = e.world.OpenAPI(e.log); err != nil {
			return r, err
		}
	}
	found, err := Members(ctx, e.world, r.store, r.api, who)
	if err != nil {
		return r, err
	}
	if len(found) == 0 {
		return r, exit.NoSession("")
	}
	var errs []error
	for _, m := range found {
		a := &account{who: m, selection: e.options.Wanted.selectionFor(&m), err: m.Err}
		r.accounts = append(r.accounts, a)
		if a.err == nil {
			a.err = openAccount(ctx, e, &switcher{e.world, r.api, pins}, a)
		}
		if e.stopRequested(ctx) {
			return r, outcome.ErrInterrupted
		}
		errs = append(errs, a.err)
	}
	warnUnusedRules(e, found)
	if slices.Contains(errs, nil) || who.Home() {
		return r, nil
	}
	return r, errors.Join(errs...)
}

func (r *run) close() {
	for _, a := range r.accounts {
		for _, release := range a.release {
			release()
		}
	}
	if r.api != nil {
		r.api.Close()
	}
}

// read reads the accounts in a browser that cannot write.
func (r *run) read(ctx context.Context) (*outcome.Report, error) {
	// A check is read-only by itself. Its report does not say "dry run".
	return r.runBatch(ctx, r.env.options.Command != "check")
}

// apply changes what differs from the wanted values, and writes the receipts.
func (r *run) apply(ctx context.Context) (*outcome.Report, error) {
	able := r.able()
	report, err := r.runBatch(ctx, false)
	if err == nil && able {
		r.writeReceipts(report)
	}
	return report, err
}

// able reports whether there is an account to work on.
func (r *run) able() bool { return slices.ContainsFunc(r.accounts, (*account).able) }

// writeReceipts writes the missing receipts of each account.
func (r *run) writeReceipts(report *outcome.Report) {
	for i, a := range r.accounts {
		writeReceipt(r.env, a, &report.Accounts[i])
	}
}

// runBatch works on all accounts in one browser. What later runs need of it is saved by
// remember, at the end of the run.
func (r *run) runBatch(ctx context.Context, dry bool) (*outcome.Report, error) {
	r.recall()
	b := &batch{env: r.env, dry: dry}
	if !r.able() {
		return b.runAll(ctx, r.accounts), nil
	}
	end, err := b.startBrowser(ctx, r.accounts, r.known)
	if err != nil {
		return nil, err
	}
	defer end()
	report := b.runAll(ctx, r.accounts)
	for i := range report.Accounts {
		r.wordings.Compare(r.env.options.Catalogue, &report.Accounts[i], r.env.world.Now())
	}
	refreshSessions(r.accounts, report)
	return report, nil
}

// recall loads what earlier runs remembered, once in a run.
func (r *run) recall() {
	if r.known != nil {
		return
	}
	e := r.env
	var err error
	if r.known, err = record.LoadUnknownControls(e.world.State, e.options.Command == "check"); err != nil {
		e.log.Warn("unknown controls will all count as new", "error", err)
	}
	if r.wordings, err = record.LoadWordings(e.world.State); err != nil {
		e.log.Warn("a changed wording may not be reported", "error", err)
	}
}

// remember saves what later runs need: unknown controls, wordings, and refreshed
// sessions. It is called once, at the end of a run: what is saved is not reported again,
// and with --ask the accounts are read twice.
func (r *run) remember(ctx context.Context) {
	e := r.env
	if err := r.known.Save(); err != nil {
		e.log.Warn("unknown controls will count as new again", "error", err)
	}
	if err := r.wordings.Save(); err != nil {
		e.log.Warn("a changed wording will be reported again", "error", err)
	}
	saveSessions(ctx, e, r.store, r.accounts)
}
