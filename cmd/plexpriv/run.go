package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// accountRun is one account of a run, with what is open for it.
type accountRun struct {
	member
	// session signs the account in: the one that the profile keeps, or one that
	// lives for this run.
	session *session.Session
	// selection is what is wanted of this account; for an undo it comes from its
	// journal.
	selection wanted.Selection
	journal   *journal.Journal
	ledger    flows.Ledger
	memory    *flows.Memory
	// undoing is what an undo takes back; idle says that there is nothing.
	undoing flows.Undoing
	idle    bool
	// skipped is why the account is left alone on purpose, if it is.
	skipped string
	// release gives back lock and journal.
	release []func()
}

// able says that there is something to do and nothing that prevents it.
func (a *accountRun) able() bool { return a.err == nil && !a.idle && a.skipped == "" }

// runAccounts carries out apply, check or undo: first whatever can be found out
// without a browser, then the browser, then the accounts.
func runAccounts(ctx context.Context, w *world.World, o *runOptions) error {
	return visitAccounts(ctx, w, o, func(r *accountsRun, report *outcome.Report) error {
		r.view(report)
		return exit.Done(report.ExitCode)
	})
}

// visitAccounts does so, and leaves it to then to tell of it.
func visitAccounts(ctx context.Context, w *world.World, o *runOptions, then func(*accountsRun, *outcome.Report) error) error {
	r := &accountsRun{
		world: w, options: o, id: runID(w.Now()), log: w.Logger(o.output), stop: make(chan struct{}),
	}
	ctx, end := w.Interruptible(ctx, r.stop)
	defer end()
	defer r.close()
	if err := r.open(ctx); err != nil {
		return r.keepEarly(world.Ended(ctx, err))
	}
	if ok, err := r.confirm(ctx); err != nil || !ok {
		return r.keepEarly(err)
	}
	if ok, err := r.askFirst(ctx); err != nil || !ok {
		return world.Ended(ctx, err)
	}
	report, err := r.work(ctx)
	if err != nil {
		return r.keepEarly(world.Ended(ctx, err))
	}
	r.keep(report)
	return then(r, report)
}

// runID sorts by time and does not repeat.
func runID(now time.Time) string {
	const random = 6
	return now.UTC().Format("20060102t150405") + "-" + strings.ToLower(rand.Text()[:random])
}

// accountsRun is a run at work.
type accountsRun struct {
	world   *world.World
	options *runOptions
	id      string
	log     *slog.Logger
	// stop is closed by the first Ctrl-C.
	stop  chan struct{}
	store session.Store
	// api is there where users of a Plex Home were asked for.
	api      world.API
	pins     *pins
	accounts []*accountRun
	// machine is what there was to work with before the browser was started.
	machine world.Machine
}

func (r *accountsRun) close() {
	for _, a := range r.accounts {
		for _, release := range a.release {
			release()
		}
	}
	if r.api != nil {
		r.api.Close()
	}
}

// open loads, locks and signs in what the run is about. It fails when no profile
// is left to work on; one account among several does not stop the others.
func (r *accountsRun) open(ctx context.Context) error {
	var err error
	if r.store, err = r.world.Store(); err != nil {
		return err
	}
	if r.pins, err = newPINs(r.world, r.options.accounts, r.stop); err != nil {
		return err
	}
	if r.options.accounts.home() {
		if r.api, err = r.world.OpenAPI(r.log); err != nil {
			return err
		}
	}
	found, err := membersOf(r.world, ctx, r.store, r.api, r.options.accounts)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return exit.NobodyUnder("")
	}
	var errs []error
	for _, m := range found {
		a := &accountRun{member: m, selection: r.options.selectionOf(&m)}
		r.accounts = append(r.accounts, a)
		if a.err == nil {
			a.err = r.openAccount(ctx, a)
		}
		if ctx.Err() != nil || stopped(r.stop) {
			return outcome.ErrInterrupted
		}
		errs = append(errs, a.err)
	}
	r.tellUnused()
	if slices.Contains(errs, nil) || r.options.accounts.home() {
		return nil
	}
	return errors.Join(errs...)
}

func (r *accountsRun) openAccount(ctx context.Context, a *accountRun) error {
	release, err := r.world.LockAccount(a.accountID())
	if err != nil {
		return fmt.Errorf("%s: %w", r.whose(a), err)
	}
	a.release = append(a.release, release)
	if err := r.openJournal(ctx, a); err != nil {
		return err
	}
	if !a.able() {
		return nil
	}
	if a.session = a.stored; !a.foreign() {
		return nil
	}
	if a.session, err = r.switchTo(ctx, a); err != nil {
		return &outcome.HomeUserError{User: a.name(), Err: err}
	}
	return nil
}

// whose names an account in a message.
func (r *accountsRun) whose(a *accountRun) string {
	if a.foreign() {
		return a.name()
	}
	return "profile " + a.profile
}

// work starts the browser and lets the accounts have it.
func (r *accountsRun) work(ctx context.Context) (*outcome.Report, error) {
	known, err := strangersOf(r.world, r.options.command == "check")
	if err != nil {
		r.log.Warn("unknown controls will all count as new", "error", err)
	}
	if !slices.ContainsFunc(r.accounts, (*accountRun).able) {
		return r.all(ctx, nil), nil
	}
	o := r.options
	r.machine = r.world.Machine()
	observer, end := observerOf(r.world, o, r.accounts)
	defer end()
	e, err := r.world.Engine(ctx, o.browser, world.EngineOptions{
		Browser:   flows.BrowserOptions(r.world.BrowserOptions(o.browser.Path, o.headed, r.log), o.readOnly()),
		Catalogue: o.catalogue, Log: r.log, Observer: observer, Known: known, OneByOne: o.headed,
		Patience: world.PoolPatience,
	})
	if err != nil {
		return nil, err
	}
	defer r.world.Shut(ctx, e, r.log)
	report := r.all(ctx, e)
	if err := known.save(); err != nil {
		r.log.Warn("unknown controls will count as new again", "error", err)
	}
	r.rememberWordings(report)
	r.saveSessions(ctx, report)
	r.writeReceipts(report)
	return report, nil
}

// all works on the accounts, some of them at a time, and sums up.
func (r *accountsRun) all(ctx context.Context, e world.Engine) *outcome.Report {
	report := r.emptyReport()
	report.Accounts = make([]outcome.AccountReport, len(r.accounts))
	free := make(chan struct{}, r.abreast(e))
	var wg sync.WaitGroup
	for i, a := range r.accounts {
		free <- struct{}{}
		wg.Go(func() {
			defer func() { <-free }()
			report.Accounts[i] = r.one(ctx, e, a)
		})
	}
	wg.Wait()
	report.Summarise()
	codes := []int{report.Code()}
	for _, a := range report.Accounts {
		codes = append(codes, exit.Code(a.Cause))
	}
	report.ExitCode = exit.Worst(codes...)
	return report
}

func (r *accountsRun) emptyReport() *outcome.Report {
	return &outcome.Report{
		Schema: outcome.Schema, Command: r.options.command, DryRun: r.options.dryRun, Run: r.id,
		Level: r.options.level(), Policy: r.options.policyFile(), Catalogue: outcome.ReportOn(r.options.catalogue), Accounts: []outcome.AccountReport{},
	}
}

func (r *accountsRun) one(ctx context.Context, e world.Engine, a *accountRun) outcome.AccountReport {
	if a.able() && (ctx.Err() != nil || stopped(r.stop)) {
		a.err = outcome.ErrInterrupted
	}
	if !a.able() {
		return r.notDone(a)
	}
	who := flows.SubjectOf(a.profile, a.session)
	who.Expect, who.Ledger, who.Memory = r.options.accounts.expect, a.ledger, a.memory
	if a.foreign() {
		who.HomeUser, who.Managed = a.user.Name(), a.user.Managed
	}
	report := e.Account(ctx, who, flows.Request{
		Command: r.options.command, DryRun: r.options.dryRun, Selection: a.selection, Run: r.id, Stop: r.stop,
		Limit: r.options.timeout, Settle: r.options.settle, Pictures: r.options.report != "",
	})
	report.Undoes, report.HomeUser, report.Level = a.undoing.Run.ID, a.homeUser(), a.selection.Level
	return report
}

// notDone reports on an account that no page was opened for.
func (r *accountsRun) notDone(a *accountRun) outcome.AccountReport {
	report := outcome.AccountReport{
		Profile: a.profile, Account: a.name(), HomeUser: a.homeUser(), Level: a.selection.Level, Note: a.skipped, Cause: a.err,
		Pages: []outcome.PageReport{}, Settings: []outcome.SettingReport{}, Unknown: []outcome.UnknownControl{},
	}
	var user *outcome.HomeUserError
	switch {
	case errors.As(a.err, &user):
		report.Settings = a.selection.NotDone(r.options.catalogue, outcome.Failed, user.Err.Error())
	case a.err == nil && a.skipped != "":
		report.Settings = a.selection.NotDone(r.options.catalogue, outcome.Skipped, "not without their consent")
	}
	if a.err != nil {
		report.Error = a.err.Error()
	}
	return report
}

func stopped(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// useNoted is how exact LastUsed is. A save is a dozen calls of the keyring.
const useNoted = time.Hour

// saveSessions keeps what Plex has changed of the sessions, and notes that they
// were of use. A run does not fail because that could not be noted.
func (r *accountsRun) saveSessions(ctx context.Context, report *outcome.Report) {
	const limit = 10 * time.Second
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	for i, a := range r.accounts {
		if a.session == nil || a.foreign() || report.Accounts[i].Cause != nil {
			continue
		}
		changed := flows.Refresh(a.session, report.Accounts[i].Cookies)
		if !changed && r.world.Now().Sub(a.session.LastUsed) < useNoted {
			continue
		}
		// Somebody may have signed out or in since.
		if now, err := r.store.Load(ctx, a.profile); err != nil || now.Token != a.session.Token || !now.Created.Equal(a.session.Created) {
			r.log.Debug("the session is another one now", "profile", a.profile, "error", err)
			continue
		}
		a.session.LastUsed = r.world.Now()
		if err := r.store.Save(ctx, a.profile, a.session); err != nil {
			r.log.Warn("note that the session was used", "profile", a.profile, "error", err)
		}
	}
}
