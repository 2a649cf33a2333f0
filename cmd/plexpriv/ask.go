package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// canAsk refuses flags that leave nobody to ask.
func canAsk(w *world.World, o *runOptions, yes bool) error {
	switch {
	case o.dryRun:
		return exit.Usagef("--ask and --dry-run contradict each other: a dry-run changes nothing")
	case yes:
		return exit.Usagef("--ask and --yes contradict each other")
	case o.output.JSON, o.output.Quiet:
		return exit.Usagef("--ask shows what would change and asks; it does not go with --json or --quiet")
	case !w.StdinTTY || !w.StderrTTY:
		return exit.Usagef("--ask asks, and there is no terminal to ask at").Hinting("--dry-run shows what would change; --skip and --only choose")
	}
	return nil
}

// askFirst shows what would change, and lets the person pick, before anything is
// written: a browser that cannot write reads the pages, and what is not picked is
// left out of the run. It says no where nothing is left to do.
func (r *accountsRun) askFirst(ctx context.Context) (bool, error) {
	if !r.options.ask {
		return true, nil
	}
	look := *r
	options := *r.options
	options.dryRun, options.ask = true, false
	look.options = &options
	plan, err := look.work(ctx)
	if err != nil {
		return false, err
	}
	look.viewBefore(plan)
	any := false
	for i, a := range r.accounts {
		if !a.able() {
			continue
		}
		picked, err := r.pickFor(ctx, a, &plan.Accounts[i])
		if err != nil {
			return false, err
		}
		any = any || picked
	}
	if any {
		return true, nil
	}
	fmt.Fprintln(r.world.Stderr, "Nothing was changed.")
	if plan.ExitCode == outcome.ExitDiffers {
		return false, nil // the person has decided
	}
	return false, exit.Done(plan.ExitCode)
}

// pickFor lets the person pick among what would change at one account.
func (r *accountsRun) pickFor(ctx context.Context, a *accountRun, plan *outcome.AccountReport) (bool, error) {
	var all []terminal.Choice
	for _, s := range plan.Settings {
		if s.Result == outcome.WouldChange {
			all = append(all, r.offer(s))
		}
	}
	if len(all) == 0 {
		a.idle = true
		return false, nil
	}
	left, err := r.world.Pick(ctx, r.stop, cmp.Or(plan.Account, r.whose(a)), all)
	if err != nil {
		return false, err
	}
	a.selection.Skip = append(slices.Clone(a.selection.Skip), left...)
	a.idle = len(left) == len(all)
	return !a.idle, nil
}

// viewBefore shows what is in the way of a plan, and the whole of it where there
// is nothing to pick from: the list follows.
func (r *accountsRun) viewBefore(plan *outcome.Report) {
	for _, a := range plan.Accounts {
		if slices.ContainsFunc(a.Settings, func(s outcome.SettingReport) bool { return s.Result == outcome.WouldChange }) {
			r.options.onlyTrouble, r.options.output.Quiet = true, true
		}
	}
	r.view(plan)
}

// offer is a setting to pick.
func (r *accountsRun) offer(s outcome.SettingReport) terminal.Choice {
	c := terminal.Choice{ID: s.ID, Label: s.ID, Change: cmp.Or(s.Before, "mixed") + " → " + s.Wanted}
	if setting := r.options.catalogue.Setting(s.ID); setting != nil {
		c.Label, c.Why = setting.Label, strings.Join(append([]string{setting.Why}, setting.Effects...), " ")
	}
	return c
}
