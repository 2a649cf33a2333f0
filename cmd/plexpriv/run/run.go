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
)

// Result is what a run has to report.
type Result struct {
	Report *outcome.Report
	// SessionEnds is when the first of its sessions runs out, zero where none says it.
	SessionEnds time.Time
}

// Visit carries out a command over accounts: first whatever can be found out
// without a browser, then the browser, then the accounts. then tells of it, before
// anything is let go of.
func Visit(ctx context.Context, w *world.World, o *Options, then func(Result) error) error {
	f := newFrame(w, o)
	ctx, end := w.Interruptible(ctx, f.stop)
	defer end()
	r, err := openRun(ctx, f)
	defer r.close()
	if err != nil {
		return keepEarly(f, world.Ended(ctx, err))
	}
	if ok, err := confirmUndo(ctx, f, r.accounts); err != nil || !ok {
		return keepEarly(f, err)
	}
	if ok, err := r.confirmPlan(ctx); err != nil || !ok {
		return world.Ended(ctx, err)
	}
	work := r.apply
	if o.ReadOnly() {
		work = r.read
	}
	report, err := work(ctx)
	if err != nil {
		return keepEarly(f, world.Ended(ctx, err))
	}
	keepReport(f, report)
	return then(Result{report, firstEnd(r.accounts)})
}

// run is a run at work.
type run struct {
	frame    *frame
	store    session.Store
	api      world.API // nil where no users of a Plex Home were asked for
	accounts []*account
}

// openRun loads, locks and signs in what the run is about. It fails when no profile
// is left to work on; one account among several does not stop the others. What it
// gives has to be closed also where it fails.
func openRun(ctx context.Context, f *frame) (*run, error) {
	r := &run{frame: f}
	var err error
	if r.store, err = f.world.Store(); err != nil {
		return r, err
	}
	who := f.options.Accounts
	pins, err := newPINs(f.world, who, f.stop)
	if err != nil {
		return r, err
	}
	if who.Home() {
		if r.api, err = f.world.OpenAPI(f.log); err != nil {
			return r, err
		}
	}
	found, err := Members(ctx, f.world, r.store, r.api, who)
	if err != nil {
		return r, err
	}
	if len(found) == 0 {
		return r, exit.NobodyUnder("")
	}
	var errs []error
	for _, m := range found {
		a := &account{who: m, selection: f.options.Wanted.of(&m), err: m.Err}
		r.accounts = append(r.accounts, a)
		if a.err == nil {
			a.err = openAccount(ctx, f, &switcher{f.world, r.api, pins}, a)
		}
		if f.over(ctx) {
			return r, outcome.ErrInterrupted
		}
		errs = append(errs, a.err)
	}
	tellUnused(f, found)
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

// read finds out how the accounts are, in a browser that cannot write.
func (r *run) read(ctx context.Context) (*outcome.Report, error) {
	return r.visit(ctx, r.frame.options.Command != "check") // which is no dry run of anything
}

// apply sets what is wanted and differs.
func (r *run) apply(ctx context.Context) (*outcome.Report, error) {
	able := r.able()
	report, err := r.visit(ctx, false)
	if err == nil && able {
		r.writeReceipts(report)
	}
	return report, err
}

// able says whether there is an account to work on.
func (r *run) able() bool { return slices.ContainsFunc(r.accounts, (*account).able) }

// writeReceipts keeps a receipt of what was set at each account.
func (r *run) writeReceipts(report *outcome.Report) {
	for i, a := range r.accounts {
		writeReceipt(r.frame, a, &report.Accounts[i])
	}
}

// visit lets the accounts have a browser, and remembers what was seen. A dry run
// cannot write.
func (r *run) visit(ctx context.Context, dry bool) (*outcome.Report, error) {
	f := r.frame
	known, err := strangersOf(f.world, f.options.Command == "check")
	if err != nil {
		f.log.Warn("unknown controls will all count as new", "error", err)
	}
	v := &visits{frame: f, dry: dry}
	if !r.able() {
		return v.all(ctx, r.accounts), nil
	}
	end, err := v.start(ctx, r.accounts, known)
	if err != nil {
		return nil, err
	}
	defer end()
	report := v.all(ctx, r.accounts)
	if err := known.save(); err != nil {
		f.log.Warn("unknown controls will count as new again", "error", err)
	}
	rememberWordings(f, report)
	saveSessions(ctx, f, r.store, r.accounts, report)
	return report, nil
}
