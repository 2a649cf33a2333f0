package main

import (
	"errors"
	"path/filepath"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/report"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/urfave/cli/v2"
)

func reportFlag() cli.Flag {
	return &cli.StringFlag{Name: "report", Category: groupOutput, Usage: "write a page to keep and to show, with pictures: `FILE.html`"}
}

// reportPath reads --report. It checks before the run that the file can be written.
func reportPath(c *cli.Context) (string, error) { return reportPathOf(c, "report") }

// reportPathOf reads a flag that names a page to write, and checks that it can be written.
func reportPathOf(c *cli.Context, flag string) (string, error) {
	path := c.String(flag)
	if path == "" && c.IsSet(flag) {
		return "", exit.Usagef("--%s is empty", flag).Hinting("it names a file, like plex.html")
	}
	if path == "" {
		return "", nil
	}
	if end := strings.ToLower(filepath.Ext(path)); end != ".html" && end != ".htm" {
		return "", exit.Usagef("--%s writes an HTML page, and %s does not end in .html", flag, path)
	}
	err := report.CheckTarget(path)
	switch {
	case err == nil:
		return path, nil
	case errors.Is(err, report.ErrNotAReport):
		return "", exit.Usagef("--%s: %v", flag, err).Hinting("an earlier report would be replaced, nothing else; choose another name, or move that file away")
	case errors.Is(err, report.ErrNotAFile):
		return "", exit.Usagef("--%s: %v", flag, err)
	}
	return "", run.ReportNotWritten(err)
}
