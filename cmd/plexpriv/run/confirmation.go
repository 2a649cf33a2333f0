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

// confirmPlan is what --ask adds to a run: it reads the pages in a browser that cannot
// write, shows what would change, and lets the person pick. What is not picked is left
// out of the run. It says whether anything is left to do.
func (r *run) confirmPlan(ctx context.Context) (bool, error) {
	e := r.env
	if e.options.ShowPlan == nil {
		return true, nil
	}
	able := r.able()
	plan, err := r.read(ctx)
	if err != nil {
		return false, err
	}
	e.options.ShowPlan(plan)
	picked, err := r.pick(ctx, plan)
	if picked {
		return true, nil
	}
	// The run ends here, also on Ctrl-C at the question, after the plan has been shown.
	r.remember(ctx)
	// An earlier run that was cut off still gets its receipt now. If something was picked,
	// apply writes it instead, once it has settled what that run left open: a receipt is
	// never written twice, and an early one would say "unknown" for good.
	if able {
		r.writeReceipts(plan)
	}
	if err != nil {
		return false, err
	}
	fmt.Fprintln(e.world.Terminal.Stderr, "Nothing was changed.")
	if plan.ExitCode == outcome.ExitDiffers {
		return false, nil // the person decided against the changes
	}
	return false, exit.Done(plan.ExitCode)
}

// pick asks about each account in turn, and says whether anything was picked.
func (r *run) pick(ctx context.Context, plan *outcome.Report) (any bool, err error) {
	for i, a := range r.accounts {
		if !a.able() {
			continue
		}
		picked, err := pickFor(ctx, r.env, a, &plan.Accounts[i])
		if err != nil {
			return false, err
		}
		any = any || picked
	}
	return any, nil
}

// pickFor lets the person pick among the settings that would change for one account.
// It reports whether any was picked.
func pickFor(ctx context.Context, e *env, a *account, plan *outcome.AccountReport) (bool, error) {
	var all []terminal.Choice
	for _, s := range plan.Settings {
		if s.Result == outcome.WouldChange {
			all = append(all, pickerItem(e.options.Catalogue, s))
		}
	}
	if len(all) == 0 {
		a.idle = true
		return false, nil
	}
	left, err := e.world.Terminal.Pick(ctx, e.stop, cmp.Or(plan.Account, a.who.label()), all)
	if err != nil {
		return false, err
	}
	a.selection.Skip = append(slices.Clone(a.selection.Skip), left...)
	a.idle = len(left) == len(all)
	return !a.idle, nil
}

// pickerItem shows a setting in the picker.
func pickerItem(cat *selectors.Catalogue, s outcome.SettingReport) terminal.Choice {
	c := terminal.Choice{ID: s.ID, Label: s.ID, Change: cmp.Or(s.Before, "mixed") + " → " + s.Wanted}
	if setting := cat.Setting(s.ID); setting != nil {
		c.Label, c.Why = setting.Label, strings.Join(append([]string{setting.Why}, setting.Effects...), " ")
	}
	return c
}
