package main

import (
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/urfave/cli/v2"
)

// runOptionsOf reads the flags. Nothing else has been touched when it fails.
func runOptionsOf(w *world.World, c *cli.Context, command string, dryRun bool) (*run.Options, error) {
	cat, err := w.Catalogue()
	if err != nil {
		return nil, err
	}
	o := &run.Options{Command: command, DryRun: dryRun, Catalogue: cat, Headed: c.Bool("headed"), Version: version}
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
	if o.Pace.Timeout, err = timeoutOf(w, c); err != nil {
		return nil, err
	}
	if o.Pace.Settle, err = settleOf(w, c); err != nil {
		return nil, err
	}
	if o.Pace.Jobs, err = jobs(c); err != nil {
		return nil, err
	}
	if o.Headed && !w.HasDisplay() {
		return nil, exit.Usagef("--headed: there is no display to open a window on")
	}
	// Last, because it looks at the disk.
	o.Report, err = reportPath(c)
	return o, err
}

// jobs is how many accounts to work on at a time; 0 where nobody says.
func jobs(c *cli.Context) (int, error) {
	n := c.Int("jobs")
	if c.IsSet("jobs") && (n < 1 || n > mostJobs) {
		return 0, exit.Usagef("--jobs is from 1 to %d, not %d", mostJobs, n)
	}
	return n, nil
}

func timeoutOf(w *world.World, c *cli.Context) (time.Duration, error) {
	d, from, err := durationOf(w, c, "timeout", exit.EnvTimeout)
	if err == nil && d <= 0 {
		err = exit.Usagef("%s must be more than nothing", from)
	}
	return d, err
}

// settleOf is how long Plex has to put something back. A command without the flag
// changes nothing.
func settleOf(w *world.World, c *cli.Context) (time.Duration, error) {
	if !slices.ContainsFunc(c.Command.Flags, func(f cli.Flag) bool { return slices.Contains(f.Names(), "settle") }) {
		return 0, nil
	}
	d, from, err := durationOf(w, c, "settle", exit.EnvSettle)
	if err == nil && (d < 0 || d > mostSettle) {
		err = exit.Usagef("%s is from 0s to %s, not %s", from, mostSettle, d)
	}
	return d, err
}

// durationOf is a flag's value, or that of the variable that stands for it, and
// the name of where it comes from.
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
