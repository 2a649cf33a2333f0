package run

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/report"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/ownfile"
)

// writeReport writes the HTML report that --report asks for. If that fails, the run
// keeps its result and ends with another exit code.
func writeReport(e *env, result *outcome.Report) {
	if err := saveReport(e, report.Source{Result: result}); err != nil {
		e.world.Terminal.PrintError(err)
		result.ExitCode = exit.Worst(result.ExitCode, exit.Code(err))
	}
}

// noReport says that a run that ended with err, before it opened a page, has no report. An
// earlier report stays: a page about nothing would take its place. It returns err.
func noReport(e *env, err error) error {
	if e.options.Report != "" && !e.options.Output.Quiet {
		fmt.Fprintln(e.world.Terminal.Stderr, "no report: no page of Plex was opened")
	}
	return err
}

func saveReport(e *env, s report.Source) error {
	path := e.options.Report
	if path == "" {
		return nil
	}
	if !opened(s.Result) {
		return noReport(e, nil)
	}
	s.Words, s.Display = e.options.Words(), e.world.HasDisplay()
	s.Version, s.At, s.Redact = e.options.Version, e.world.Now().Local(), e.world.Terminal.Secrets.Redact
	page, err := report.New(s).HTML(s.Words)
	if err == nil {
		err = report.Save(path, page)
	}
	if err != nil {
		return ReportNotWritten(err)
	}
	if !e.options.Output.Quiet {
		fmt.Fprintln(e.world.Terminal.Stderr, "report: "+path)
	}
	return nil
}

// opened says whether a page of Plex was opened for any account.
func opened(result *outcome.Report) bool {
	return slices.ContainsFunc(result.Accounts, func(a outcome.AccountReport) bool { return len(a.Pages) > 0 })
}

// errReportNotWritten means that the report cannot be written to the file of --report.
var errReportNotWritten = exit.NewCause(exit.NoAccess, "the report cannot be written", "name a file in a directory that you can write to")

// ReportNotWritten adds to the reason that the report cannot be written. A permission
// error already says what to do, so it gets no further hint.
func ReportNotWritten(why error) error {
	err := fmt.Errorf("%w: %w", errReportNotWritten, why)
	if errors.Is(why, fs.ErrPermission) || errors.Is(why, ownfile.ErrNotOurs) {
		return exit.WithHint(err)
	}
	return err
}
