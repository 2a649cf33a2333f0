package main

import (
	"time"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/selectors"
)

// runOptions are the flags of a command that visits Plex's pages, read and
// checked.
type runOptions struct {
	command   string
	dryRun    bool
	catalogue *selectors.Catalogue
	selection flows.Selection
	// undo is set for undo only.
	undo     *undoOptions
	accounts accounts
	output   output
	browser  string
	headed   bool
	timeout  time.Duration
	jobs     int
}

// readOnly says that nothing may be changed.
func (o *runOptions) readOnly() bool { return o.dryRun || o.command == "check" }

// runOptions reads the flags. Nothing else has been touched when it fails.
func (w *world) runOptions(c *cli.Context, command string, dryRun bool) (*runOptions, error) {
	cat, err := w.catalogue()
	if err != nil {
		return nil, err
	}
	o := &runOptions{command: command, dryRun: dryRun, catalogue: cat, headed: c.Bool("headed"), jobs: c.Int("jobs")}
	o.browser, _ = w.option(c, "browser", envBrowser, "")
	if o.selection, err = w.selection(c, cat); err != nil {
		return nil, err
	}
	if o.accounts, err = w.accounts(c); err != nil {
		return nil, err
	}
	if o.output, err = outputOf(c); err != nil {
		return nil, err
	}
	if o.timeout, err = w.timeout(c); err != nil {
		return nil, err
	}
	if o.jobs < 1 || o.jobs > mostJobs {
		return nil, usagef("--jobs is from 1 to %d, not %d", mostJobs, o.jobs)
	}
	if o.headed && !w.hasDisplay() {
		return nil, usagef("--headed: there is no display to open a window on")
	}
	return o, nil
}

func (w *world) timeout(c *cli.Context) (time.Duration, error) {
	d, from := c.Duration("timeout"), "--timeout"
	if text := w.getenv(envTimeout); text != "" && !c.IsSet("timeout") {
		var err error
		from = envTimeout
		if d, err = time.ParseDuration(text); err != nil {
			return 0, usagef("%s: %q is not a duration", envTimeout, text).hinting("it is like 90s or 3m")
		}
	}
	if d <= 0 {
		return 0, usagef("%s must be more than nothing", from)
	}
	return d, nil
}
