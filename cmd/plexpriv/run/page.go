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

// keepReport writes the page that --report asks for. Where that fails the run has its
// result all the same, and ends with another exit code.
func keepReport(f *frame, result *outcome.Report) {
	if err := writePage(f, report.Source{Result: result}); err != nil {
		f.world.Terminal.Complain(err)
		result.ExitCode = exit.Worst(result.ExitCode, exit.Code(err))
	}
}

// keepEarly writes the page of a run that ended before it had a result, with the
// error that ended it, and gives that error.
func keepEarly(f *frame, err error) error {
	result := f.emptyReport(f.options.DryRun)
	source := report.Source{Result: result}
	if err != nil {
		result.Error, result.ExitCode = err.Error(), exit.Code(err)
		source.Hints = exit.Hints(f.world.Terminal.GOOS, err)
	}
	if failed := writePage(f, source); failed != nil {
		f.world.Terminal.Complain(failed)
		if err == nil {
			return exit.Done(exit.Code(failed))
		}
	}
	return err
}

func writePage(f *frame, s report.Source) error {
	path := f.options.Report
	if path == "" {
		return nil
	}
	s.Catalogue, s.Version, s.At, s.Redact = f.options.Catalogue, f.options.Version, f.world.Now().Local(), f.world.Terminal.Secrets.Redact
	page, err := report.New(s).HTML()
	if err == nil {
		err = report.Save(path, page)
	}
	if err != nil {
		return NoReport(err)
	}
	if !f.options.Output.Quiet {
		fmt.Fprintln(f.world.Terminal.Stderr, "report: "+path)
	}
	return nil
}

// errNoReport says that the report cannot be written where it was asked for.
var errNoReport = exit.NewCause(exit.NoAccess, "the report cannot be written", "name a file in a directory that you can write to")

// NoReport says why the report cannot be written. Where the reason is that the file is
// locked away, it says all that there is to do.
func NoReport(why error) error {
	err := fmt.Errorf("%w: %w", errNoReport, why)
	if errors.Is(why, fs.ErrPermission) || errors.Is(why, ownfile.ErrNotOurs) {
		return exit.WithHint(err)
	}
	return err
}
