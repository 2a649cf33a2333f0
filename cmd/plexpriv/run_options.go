package main

import (
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/urfave/cli/v2"
)

// runOptionsOf reads the flags of a run. It fails before anything else is opened or
// changed.
func runOptionsOf(w *world.World, c *cli.Context, command string, dryRun bool) (*run.Options, error) {
	cat, err := w.Catalogue()
	if err != nil {
		return nil, err
	}
	o := &run.Options{Command: command, DryRun: dryRun, Catalogue: cat, Headed: c.Bool("headed"), Version: w.Build.Version}
	if err := world.CheckProxy(w.Terminal.Getenv); err != nil {
		return nil, err
	}
	if o.Browser, err = browserChoiceOf(w, c); err != nil {
		return nil, err
	}
	if o.Wanted.Selection, err = selectionOf(w, c, cat); err != nil {
		return nil, err
	}
	o.Wanted.LevelGiven = c.IsSet("level")
	if hasFlag(c.Command, "policy") {
		if o.Wanted.Policy, err = policyOf(w, c, cat); err != nil {
			return nil, err
		}
	}
	if o.Accounts, err = accountsOf(w, c); err != nil {
		return nil, err
	}
	if o.Output, err = outputOf(c); err != nil {
		return nil, err
	}
	if o.Locale, err = localeOf(w, c); err != nil {
		return nil, err
	}
	if o.Pace.Timeout, err = timeoutOf(w, c); err != nil {
		return nil, err
	}
	if !c.IsSet("timeout") && w.Terminal.Getenv(exit.EnvTimeout) == "" {
		o.Pace.PerRow = timePerRow
	}
	if o.Pace.Settle, err = settleOf(w, c); err != nil {
		return nil, err
	}
	if o.Pace.Jobs, err = jobsOf(c); err != nil {
		return nil, err
	}
	if o.Headed && !w.HasDisplay() {
		return nil, exit.Usagef("--headed: there is no display to open a window on")
	}
	// This comes last because it writes a test file.
	o.Report, err = reportPath(c)
	return o, err
}

// jobsOf is how many accounts to work on at a time, or 0 if --jobs was not given.
func jobsOf(c *cli.Context) (int, error) {
	n := c.Int("jobs")
	if c.IsSet("jobs") && (n < 1 || n > maxJobs) {
		return 0, exit.Usagef("--jobs is from 1 to %d, not %d", maxJobs, n)
	}
	return n, nil
}

func timeoutOf(w *world.World, c *cli.Context) (time.Duration, error) {
	d, from, err := durationOf(w, c, "timeout", exit.EnvTimeout)
	if err == nil && d <= 0 {
		err = exit.Usagef("%s must be positive", from)
	}
	return d, err
}

// settleOf is how long to wait after the last save before the proof. A command without
// --settle changes nothing.
func settleOf(w *world.World, c *cli.Context) (time.Duration, error) {
	if !slices.ContainsFunc(c.Command.Flags, func(f cli.Flag) bool { return slices.Contains(f.Names(), "settle") }) {
		return 0, nil
	}
	d, from, err := durationOf(w, c, "settle", exit.EnvSettle)
	if err == nil && (d < 0 || d > maxSettle) {
		err = exit.Usagef("%s is from 0s to %s, not %s", from, maxSettle, d)
	}
	return d, err
}

// durationOf is the value of a flag, or of its variable, and the name of the one that
// was used.
func durationOf(w *world.World, c *cli.Context, flag, variable string) (time.Duration, string, error) {
	text := w.Terminal.Getenv(variable)
	if text == "" || c.IsSet(flag) {
		return c.Duration(flag), "--" + flag, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0, variable, exit.Usagef("%s: %q is not a duration", variable, text).Hinting("it is like 90s or 3m")
	}
	return d, variable, nil
}
