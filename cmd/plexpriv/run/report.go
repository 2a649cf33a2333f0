package run

import (
	"errors"
	"fmt"
	"io/fs"

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

// writeEarlyReport writes the HTML report of a run that ended with err before it had a
// result. It returns err.
func writeEarlyReport(e *env, err error) error {
	result := e.emptyReport(e.options.DryRun)
	source := report.Source{Result: result}
	if err != nil {
		result.Error, result.ExitCode = err.Error(), exit.Code(err)
		source.Hints = exit.Hints(e.world.Terminal.GOOS, err)
	}
	if failed := saveReport(e, source); failed != nil {
		e.world.Terminal.PrintError(failed)
		if err == nil {
			return exit.Done(exit.Code(failed))
		}
	}
	return err
}

func saveReport(e *env, s report.Source) error {
	path := e.options.Report
	if path == "" {
		return nil
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
