package run

import (
	"context"
	"sync"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/selectors"
)

// batch works on all accounts of a run in one browser. A run has one batch, or two
// with --ask: the first only reads, the second applies what was picked.
type batch struct {
	env *env
	// dry means that nothing may be changed.
	dry bool
	// engine is nil if no account can be worked on.
	engine world.Worker
	// machine is the load of the machine before the browser was started: the browser
	// itself would make it look busy.
	machine world.Machine
}

// startBrowser starts the browser and the progress display. end closes both.
func (b *batch) startBrowser(ctx context.Context, accounts []*account, known *record.UnknownControls) (end func(), err error) {
	e, o := b.env, b.env.options
	b.machine = e.world.Machine()
	observer, endProgress := newObserver(e.world, o, accounts)
	pages, http := kindsOf(o.Catalogue, accounts)
	options := world.EngineOptions{
		Browser:   flows.BrowserOptions(e.world.BrowserOptions(o.Browser.Path, o.Headed, e.log), b.dry || o.ReadOnly()),
		Catalogue: o.Catalogue, Log: e.log, Observer: observer, Known: known, OneByOne: o.Headed,
		Patience: world.PoolPatience,
	}
	if http {
		options.Access, err = e.world.OpenAccess(e.log, b.dry || o.ReadOnly())
	}
	switch {
	case err != nil:
	case pages:
		b.engine, err = e.world.Engine(ctx, o.Browser, options)
		if err != nil && http && ctx.Err() == nil {
			b.engine, err = options.WithoutBrowser(err), nil
		}
	default:
		b.engine = options.WithoutBrowser(nil)
	}
	if err != nil {
		endProgress()
		return nil, err
	}
	return func() {
		world.CloseEngine(ctx, b.engine, e.log)
		endProgress()
	}, nil
}

// kindsOf says whether pages of the accounts are opened in a browser, and whether some are
// read over HTTP.
func kindsOf(cat *selectors.Catalogue, accounts []*account) (pages, http bool) {
	for _, a := range accounts {
		if !a.able() {
			continue
		}
		for _, w := range a.selection.Wishes(cat) {
			pages, http = pages || w.Page.InBrowser(), http || !w.Page.InBrowser()
		}
	}
	return pages, http
}

// runAll works on the accounts, several at a time, and returns the report on all.
func (b *batch) runAll(ctx context.Context, accounts []*account) *outcome.Report {
	report := b.env.emptyReport(b.dry)
	report.Accounts = make([]outcome.AccountReport, len(accounts))
	places := b.places(len(accounts))
	var wg sync.WaitGroup
	for i, a := range accounts {
		places.take()
		wg.Go(func() {
			defer places.leave()
			report.Accounts[i] = b.runOne(ctx, a)
		})
	}
	wg.Wait()
	report.CountResults()
	report.ExitCode = report.Code(exit.Code)
	return report
}

func (b *batch) runOne(ctx context.Context, a *account) outcome.AccountReport {
	e, o := b.env, b.env.options
	if a.able() && e.stopRequested(ctx) {
		a.err = outcome.ErrInterrupted
	}
	if !a.able() {
		return a.skippedReport(o.Catalogue)
	}
	who := flows.SubjectOf(a.who.Profile, a.session)
	who.Expect, who.Ledger, who.Memory = o.Accounts.Expect, a.ledger, a.memory
	if a.who.needsSwitch() {
		who.HomeUser = a.who.user.Name()
	}
	report, cookies := b.engine.Account(ctx, who, flows.Request{
		Command: o.Command, DryRun: b.dry, Selection: a.selection, Run: e.id, Stop: e.stop,
		Limit: o.Pace.Timeout, PerRow: o.Pace.PerRow, Settle: o.Pace.Settle, Pictures: o.Report != "",
	})
	a.cookies = cookies
	if o.Command == "apply" {
		o.Wanted.markRefused(&report)
	}
	report.Undoes, report.HomeUser, report.Level = a.undoing.Run.ID, a.who.HomeUser(), a.selection.Level
	return report
}

// places are for how many accounts at a time. Without --jobs that depends on the machine. It
// is one in a visible window, which a person follows; for remote browsers, which
// belong to somebody else; and on a machine that is busy.
func (b *batch) places(accounts int) *places {
	if n := b.env.options.Pace.Jobs; n > 0 {
		return newPlaces(n, accounts)
	}
	if b.engine == nil || b.env.options.Headed || b.env.options.Browser.Remote() || b.machine.Busy() {
		return newPlaces(1, accounts)
	}
	return newPlaces(min(placesForEach*b.machine.Processors, mostPlaces), accounts).growing(b.env.world.Machine)
}

// newObserver shows the progress of the run to its follower, or draws it if standard error
// is a terminal. end removes what was drawn.
func newObserver(w *world.World, o *Options, accounts []*account) (observer flows.Observer, end func()) {
	if o.Follower != nil {
		return o.Follower.Observer, func() {}
	}
	if !w.Terminal.Stderr.TTY || o.Output.Quiet || o.Output.Verbose {
		return nil, func() {}
	}
	titles := progressTitles(presentation.New(o.Locale, o.Catalogue))
	titles.Many, titles.Names = len(accounts) > 1, map[string]string{}
	for _, a := range accounts {
		if !a.who.needsSwitch() {
			titles.Names[a.who.Profile] = a.who.displayName()
		}
	}
	return terminal.NewProgress(&w.Terminal, titles)
}
