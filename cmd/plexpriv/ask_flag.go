package main

import (
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// checkAskFlags refuses --ask with flags that contradict it, and without a terminal.
func checkAskFlags(w *world.World, o *run.Options, yes bool) error {
	switch {
	case o.DryRun:
		return exit.Usagef("--ask and --dry-run can't be used together: a dry-run changes nothing")
	case yes:
		return exit.Usagef("--ask and --yes can't be used together")
	case o.Output.JSON, o.Output.Quiet:
		return exit.Usagef("--ask shows what would change and asks; it does not go with --json or --quiet")
	case !w.Terminal.Stdin.TTY || !w.Terminal.Stderr.TTY:
		return exit.Usagef("--ask asks, and there is no terminal to ask at").Hinting("--dry-run shows what would change; --skip and --only choose")
	}
	return nil
}

// asks reports whether apply asks before it changes anything: on a terminal it does. A
// script gets no question, and neither does who says --yes.
func asks(w *world.World, o *run.Options, yes bool) bool {
	t := &w.Terminal
	return t.Stdin.TTY && t.Stdout.TTY && t.Stderr.TTY && !yes && !o.DryRun
}

// showPlan prints the plan before the person decides. If they pick at once, the picker
// lists the changes, so only problems are printed here.
func showPlan(w *world.World, o run.Options) func(*outcome.Report) {
	return func(plan *outcome.Report) {
		here := *w
		if !here.Terminal.Stdout.TTY || o.Output.JSON {
			// The question is asked on standard error, and the plan belongs above it.
			here.Terminal.Stdout = here.Terminal.Stderr
		}
		v := newRunView(&here, &o)
		o.DryRun, o.Output.JSON = true, false
		if plan.Summary[outcome.WouldChange] > 0 {
			v.plan, o.Output.Quiet = true, false // nobody can agree to what is not shown
			if o.Question.Pick {
				v.onlyTrouble, o.Output.Quiet = true, true
			}
		}
		v.print(plan)
	}
}
