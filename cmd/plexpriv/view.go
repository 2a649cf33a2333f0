package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// runAccounts runs apply, check or undo, and prints the report.
func runAccounts(ctx context.Context, w *world.World, o *run.Options) error {
	return run.Execute(ctx, w, o, func(r run.Result) error {
		viewRun(w, o, r.Report)
		return exit.Done(r.Report.ExitCode)
	})
}

// viewRun prints the report of a run.
func viewRun(w *world.World, o *run.Options, report *outcome.Report) {
	newRunView(w, o).print(report)
}

// runView prints the report of a run: on a terminal by page and in plain words, elsewhere
// and with --wide as a table.
type runView struct {
	world   *world.World
	options *run.Options
	words   *presentation.Vocabulary
	// plan means that the person is asked about the report next.
	plan bool
	// onlyTrouble leaves out what would change, because the picker shows it.
	onlyTrouble bool
}

func newRunView(w *world.World, o *run.Options) *runView {
	return &runView{world: w, options: o, words: o.Words()}
}

// forPerson reports whether a person reads the report on a terminal.
func (r *runView) forPerson() bool {
	return r.world.Terminal.Stdout.TTY && !r.options.Output.Wide
}

func (r *runView) print(report *outcome.Report) {
	if r.options.Output.JSON {
		r.world.Terminal.PrintJSON(report)
		return
	}
	if line := world.OverrideNotice(r.options.Catalogue); line != "" && (!r.options.Output.Quiet || r.hasDetails(report)) {
		fmt.Fprintln(r.world.Terminal.Stdout, r.world.Terminal.Stdout.Wrap(line+"\n", "  "))
	}
	switch {
	case len(report.Accounts) > 1 && r.forPerson():
		r.printPeople(report)
	case len(report.Accounts) > 1:
		r.printOverviewAndDetails(report)
	case len(report.Accounts) == 1:
		r.printOne(report, &report.Accounts[0])
	}
}

// printOne prints what happened to the only account.
func (r *runView) printOne(report *outcome.Report, a *outcome.AccountReport) {
	cause := presentation.Cause(a)
	switch {
	case a.Note != "":
		r.line(outcome.OneLine(a.Note))
	case cause != "":
		r.printCause(report, a, cause)
	case r.forPerson():
		r.personView(report, a).print()
	default:
		r.accountView(report, a).print()
	}
}

// printCause prints the one reason why nothing was done for an account, and what to do
// about it. Errors are in English.
func (r *runView) printCause(report *outcome.Report, a *outcome.AccountReport, cause string) {
	err := a.Cause
	if err == nil {
		err = errors.New(cause)
	}
	hints := exit.Hints(r.world.Terminal.GOOS, err)
	if len(hints) == 0 || onlySignedOut(err) {
		hints = nil
		if strings.HasSuffix(cause, "Plex does not accept the session (401)") {
			cause = "Plex has ended your session"
		}
		english := presentation.New(nil, r.options.Catalogue)
		if next := english.Next(report, a, r.world.HasDisplay()); len(next) > 0 && !presentation.StoppedAtTheEnd(report, a) {
			hints = append(hints, lowerFirst(next[0].Plain()))
		}
	}
	r.world.Terminal.PrintError(exit.WithHint(errors.New(cause), hints...))
}

// lowerFirst begins a hint as all of them begin.
func lowerFirst(text string) string { return strings.ToLower(text[:1]) + text[1:] }

// onlySignedOut reports whether an error says no more than that the session has ended.
func onlySignedOut(err error) bool {
	return errors.Is(err, outcome.ErrSignIn) && !exit.IsA[*outcome.WrongAccountError](err) && !exit.IsA[*signin.TokenKindError](err)
}

// hasDetails reports whether a brief report of the run prints anything.
func (r *runView) hasDetails(report *outcome.Report) bool {
	for i := range report.Accounts {
		if r.accountView(report, &report.Accounts[i]).hasDetails() {
			return true
		}
	}
	return false
}

func (r *runView) accountView(report *outcome.Report, a *outcome.AccountReport) *accountView {
	return &accountView{world: r.world, options: r.options, words: r.words, report: a, whole: report, onlyTrouble: r.onlyTrouble}
}
