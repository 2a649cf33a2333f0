package run

import (
	"context"
	"sync"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// visits opens the pages of accounts in a browser.
type visits struct {
	frame *frame
	// dry says that this is a dry run: nothing may be changed.
	dry bool
	// engine is nil where no account can be worked on.
	engine world.Engine
	// machine is what there was to work with before the browser was started.
	machine world.Machine
}

// start starts the browser. After end it is gone, and so is what was drawn of the
// steps.
func (v *visits) start(ctx context.Context, accounts []*account, known flows.Known) (end func(), err error) {
	f, o := v.frame, v.frame.options
	v.machine = f.world.Machine()
	observer, drawn := observerOf(f.world, o, accounts)
	v.engine, err = f.world.Engine(ctx, o.Browser, world.EngineOptions{
		Browser:   flows.BrowserOptions(f.world.BrowserOptions(o.Browser.Path, o.Headed, f.log), v.dry || o.ReadOnly()),
		Catalogue: o.Catalogue, Log: f.log, Observer: observer, Known: known, OneByOne: o.Headed,
		Patience: world.PoolPatience,
	})
	if err != nil {
		drawn()
		return nil, err
	}
	return func() {
		world.CloseEngine(ctx, v.engine, f.log)
		drawn()
	}, nil
}

// all works on the accounts, some of them at a time, and sums up.
func (v *visits) all(ctx context.Context, accounts []*account) *outcome.Report {
	report := v.frame.emptyReport(v.dry)
	report.Accounts = make([]outcome.AccountReport, len(accounts))
	free := make(chan struct{}, v.abreast())
	var wg sync.WaitGroup
	for i, a := range accounts {
		free <- struct{}{}
		wg.Go(func() {
			defer func() { <-free }()
			report.Accounts[i] = v.one(ctx, a)
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

func (v *visits) one(ctx context.Context, a *account) outcome.AccountReport {
	f, o := v.frame, v.frame.options
	if a.able() && f.over(ctx) {
		a.err = outcome.ErrInterrupted
	}
	if !a.able() {
		return a.notDone(o.Catalogue)
	}
	who := flows.SubjectOf(a.who.Profile, a.session)
	who.Expect, who.Ledger, who.Memory = o.Accounts.Expect, a.ledger, a.memory
	if a.who.foreign() {
		who.HomeUser, who.Managed = a.who.user.Name(), a.who.user.Managed
	}
	report := v.engine.Account(ctx, who, flows.Request{
		Command: o.Command, DryRun: v.dry, Selection: a.selection, Run: f.id, Stop: f.stop,
		Limit: o.Pace.Timeout, Settle: o.Pace.Settle, Pictures: o.Report != "",
	})
	report.Undoes, report.HomeUser, report.Level = a.undoing.Run.ID, a.who.HomeUser(), a.selection.Level
	return report
}

// abreast is how many accounts are worked on at a time where --jobs does not say
// it: one more than there are processors, because each waits most of its time
// (docs/performance.md). One, where windows are drawn that cover one another, where
// the browsers are somebody else's, and where the machine has enough to do already.
func (v *visits) abreast() int {
	const most = 4
	if v.frame.options.Pace.Jobs > 0 {
		return v.frame.options.Pace.Jobs
	}
	if v.engine == nil {
		return 1 // no account can be worked on
	}
	path, _ := v.engine.Program()
	if v.frame.options.Headed || v.frame.options.Browser.Remote() || automation.Describe(path).Kind != automation.HeadlessShell {
		return 1
	}
	if v.machine.Busy() {
		return 1
	}
	return min(v.machine.Processors+1, most)
}

// observerOf tells on a terminal what is being done; elsewhere nobody does. What it
// has drawn is gone after end.
func observerOf(w *world.World, o *Options, accounts []*account) (observer flows.Observer, end func()) {
	if !w.Terminal.Stderr.TTY || o.Output.Quiet || o.Output.Verbose {
		return nil, func() {}
	}
	titles := terminal.Titles{Catalogue: o.Catalogue, Many: len(accounts) > 1, Names: map[string]string{}}
	for _, a := range accounts {
		if !a.who.foreign() {
			titles.Names[a.who.Profile] = a.who.called()
		}
	}
	return terminal.NewProgress(&w.Terminal, titles)
}
