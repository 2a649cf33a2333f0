package main

import (
	"errors"
	"fmt"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/report"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/urfave/cli/v2"
)

func reportFlag() cli.Flag {
	return &cli.StringFlag{Name: "report", Category: groupOutput, Usage: "write a page to keep and to show, with pictures: `FILE.html`"}
}

// reportPath reads --report and finds out, before anything else is done, whether
// that file can be written.
func reportPath(c *cli.Context) (string, error) {
	path := c.String("report")
	if path == "" && c.IsSet("report") {
		return "", exit.Usagef("--report is empty").Hinting("it names a file, like plex.html")
	}
	if path == "" {
		return "", nil
	}
	err := report.CheckTarget(path)
	switch {
	case err == nil:
		return path, nil
	case errors.Is(err, report.ErrTaken):
		return "", exit.Usagef("--report: %v", err).Hinting("an earlier report would be replaced, nothing else; choose another name, or move that file away")
	case errors.Is(err, report.ErrNoPlace):
		return "", exit.Usagef("--report: %v", err)
	}
	return "", fmt.Errorf("%w: %w", exit.ErrNoReport, err)
}

// keep writes the page that --report asks for. Where that fails the run has its
// result all the same, and ends with another exit code.
func (r *accountsRun) keep(result *outcome.Report) {
	if err := r.writePage(report.Source{Result: result}); err != nil {
		complain(r.world, err)
		result.ExitCode = exit.Worst(result.ExitCode, exit.Code(err))
	}
}

// keepEarly writes the page of a run that ended before it had a result, with the
// error that ended it, and gives that error.
func (r *accountsRun) keepEarly(err error) error {
	result := r.emptyReport()
	source := report.Source{Result: result}
	if err != nil {
		result.Error, result.ExitCode = err.Error(), exit.Code(err)
		source.Hints = exit.Hints(r.world.GOOS, err)
	}
	if failed := r.writePage(source); failed != nil {
		complain(r.world, failed)
		if err == nil {
			return exit.Done(exit.Code(failed))
		}
	}
	return err
}

func (r *accountsRun) writePage(s report.Source) error {
	path := r.options.report
	if path == "" {
		return nil
	}
	s.Catalogue, s.Version, s.At, s.Redact = r.options.catalogue, version, r.world.Now().Local(), r.world.Secrets.Redact
	page, err := report.New(s).HTML()
	if err == nil {
		err = report.Save(path, page)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", exit.ErrNoReport, err)
	}
	if !r.options.output.Quiet {
		fmt.Fprintln(r.world.Stderr, "report: "+path)
	}
	return nil
}
