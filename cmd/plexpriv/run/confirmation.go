package run

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// confirmPlan is what a question adds to a run: it reads the pages in a browser that
// cannot write, shows what would change, and lets the person decide. What is not picked is
// left out of the run. It says whether anything is left to do.
func (r *run) confirmPlan(ctx context.Context) (bool, error) {
	e := r.env
	if e.options.Question.ShowPlan == nil {
		return true, nil
	}
	able := r.able()
	plan, err := r.read(ctx)
	if err != nil {
		return false, err
	}
	e.options.Question.ShowPlan(plan)
	n := plan.Summary[outcome.WouldChange]
	picked, err := r.decide(ctx, plan, n)
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
	writeReport(e, plan)
	if e.options.Output.JSON {
		e.world.Terminal.PrintJSON(plan)
	}
	if n > 0 || e.options.Question.Pick {
		fmt.Fprintln(e.world.Terminal.Stderr, e.options.Words().Say("sum.nothing.changed"))
	}
	if plan.ExitCode == outcome.ExitDiffers {
		return false, nil // the person decided against the changes
	}
	return false, exit.Done(plan.ExitCode)
}

// decide lets the person decide about n changes, and says whether anything is left to do.
func (r *run) decide(ctx context.Context, plan *outcome.Report, n int) (bool, error) {
	if n == 0 {
		return false, nil
	}
	if r.env.options.Question.Pick {
		return r.pick(ctx, plan)
	}
	answer, err := r.ask(ctx, n)
	switch {
	case err != nil || answer == terminal.No:
		return false, err
	case answer == terminal.Pick:
		return r.pick(ctx, plan)
	}
	fmt.Fprintln(r.env.world.Terminal.Stderr)
	for i, a := range r.accounts {
		a.idle = a.idle || !changes(&plan.Accounts[i])
	}
	return true, nil
}

// changes reports whether a plan changes anything for an account.
func changes(plan *outcome.AccountReport) bool {
	return slices.ContainsFunc(plan.Settings, func(s outcome.SettingReport) bool { return s.Result == outcome.WouldChange })
}

// ask asks once about all changes. Enter means yes to a change that makes the account more
// private, and no to an undo.
func (r *run) ask(ctx context.Context, n int) (terminal.Answer, error) {
	o, words := r.env.options, r.env.options.Words()
	q := terminal.Question{
		Text: words.Count("ask.change", n), Keys: words.Say("ask.keys-yes"), Enter: terminal.Yes, Again: words.Say("ask.again"),
		Words: map[terminal.Answer]string{terminal.Yes: words.Say("ask.yes"), terminal.No: words.Say("ask.no"), terminal.Pick: words.Say("ask.pick")},
	}
	if o.Undo != nil {
		q.Text, q.Keys, q.Enter = words.Count("ask.restore", n), words.Say("ask.keys-no"), terminal.No
	}
	if r.redo() {
		q.Text = words.Say("ask.redo")
	}
	return r.env.world.Terminal.AskChoice(ctx, r.env.stop, q)
}

// redo reports whether the undo takes back an undo.
func (r *run) redo() bool {
	return slices.ContainsFunc(r.accounts, func(a *account) bool { return a.able() && a.undoing.Run.Start.Command == "undo" })
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
			all = append(all, pickerItem(e.options.Words(), s))
		}
	}
	if len(all) == 0 {
		a.idle = true
		return false, nil
	}
	left, err := e.world.Terminal.Pick(ctx, e.stop, newPicker(e.options.Words(), cmp.Or(plan.Account, a.who.label()), all))
	if err != nil {
		return false, err
	}
	a.selection.Skip = append(slices.Clone(a.selection.Skip), left...)
	a.idle = len(left) == len(all)
	return !a.idle, nil
}
