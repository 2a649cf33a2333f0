package main

import (
	"slices"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// checkAskFlags refuses --ask with flags that contradict it, and without a terminal.
func checkAskFlags(w *world.World, o *run.Options, yes bool) error {
	switch {
	case o.DryRun:
		return exit.Usagef("--ask and --dry-run contradict each other: a dry-run changes nothing")
	case yes:
		return exit.Usagef("--ask and --yes contradict each other")
	case o.Output.JSON, o.Output.Quiet:
		return exit.Usagef("--ask shows what would change and asks; it does not go with --json or --quiet")
	case !w.Terminal.Stdin.TTY || !w.Terminal.Stderr.TTY:
		return exit.Usagef("--ask asks, and there is no terminal to ask at").Hinting("--dry-run shows what would change; --skip and --only choose")
	}
	return nil
}

// showPlan prints the plan before the person picks. If there is something to pick, the
// picker lists the changes, so only problems are printed here.
func showPlan(w *world.World, o run.Options) func(*outcome.Report) {
	return func(plan *outcome.Report) {
		v := &runView{world: w, options: &o}
		o.DryRun = true
		for _, a := range plan.Accounts {
			if slices.ContainsFunc(a.Settings, func(s outcome.SettingReport) bool { return s.Result == outcome.WouldChange }) {
				v.onlyTrouble, o.Output.Quiet = true, true
			}
		}
		v.print(plan)
	}
}
