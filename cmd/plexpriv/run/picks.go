package run

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// ask shows what would change, and lets the person pick, before anything is written: a
// browser that cannot write reads the pages, and what is not picked is left out of the
// run. It says no where nothing is left to do.
func (r *run) ask(ctx context.Context) (bool, error) {
	f := r.frame
	if f.options.ShowPlan == nil {
		return true, nil
	}
	able := r.able()
	plan, err := r.read(ctx)
	if err != nil {
		return false, err
	}
	f.options.ShowPlan(plan)
	any := false
	for i, a := range r.accounts {
		if !a.able() {
			continue
		}
		picked, err := pickFor(ctx, f, a, &plan.Accounts[i])
		if err != nil {
			return false, err
		}
		any = any || picked
	}
	if any {
		return true, nil
	}
	if able {
		r.writeReceipts(plan) // of earlier runs that were cut off
	}
	fmt.Fprintln(f.world.Terminal.Stderr, "Nothing was changed.")
	if plan.ExitCode == outcome.ExitDiffers {
		return false, nil // the person has decided
	}
	return false, exit.Done(plan.ExitCode)
}

// pickFor lets the person pick among what would change at one account.
func pickFor(ctx context.Context, f *frame, a *account, plan *outcome.AccountReport) (bool, error) {
	var all []terminal.Choice
	for _, s := range plan.Settings {
		if s.Result == outcome.WouldChange {
			all = append(all, offer(f.options.Catalogue, s))
		}
	}
	if len(all) == 0 {
		a.idle = true
		return false, nil
	}
	left, err := f.world.Terminal.Pick(ctx, f.stop, cmp.Or(plan.Account, a.who.whose()), all)
	if err != nil {
		return false, err
	}
	a.selection.Skip = append(slices.Clone(a.selection.Skip), left...)
	a.idle = len(left) == len(all)
	return !a.idle, nil
}

// offer is a setting to pick.
func offer(cat *selectors.Catalogue, s outcome.SettingReport) terminal.Choice {
	c := terminal.Choice{ID: s.ID, Label: s.ID, Change: cmp.Or(s.Before, "mixed") + " → " + s.Wanted}
	if setting := cat.Setting(s.ID); setting != nil {
		c.Label, c.Why = setting.Label, strings.Join(append([]string{setting.Why}, setting.Effects...), " ")
	}
	return c
}
