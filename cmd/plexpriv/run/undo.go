package run

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// planUndo finds out what an undo sets back for an account.
func planUndo(e *env, a *account, j *journal.Journal) error {
	o := e.options.Undo
	u, ok, err := record.PlanUndo(e.options.Catalogue, j, o.Run, a.selection, o.Force)
	switch {
	case errors.Is(err, record.ErrNoRun) && e.options.Accounts.Many():
		// The run may be one of another account.
	case errors.Is(err, record.ErrNoRun):
		return exit.Usagef("%v", err).Hinting("plexpriv history --wide lists the runs")
	case err != nil:
		return err
	}
	a.undoing, a.idle = u, !ok
	a.selection.Restore = u.Restore
	for _, id := range u.Gone {
		fmt.Fprintf(e.world.Terminal.Stderr, "plexpriv: %s was changed by that run, and this version does not know it any more; it is left as it is\n", id)
	}
	return nil
}

// confirmUndo shows what an undo will set back, and asks once for all accounts. It
// returns false if the person says no, and if there is nothing to undo.
func confirmUndo(ctx context.Context, e *env, accounts []*account) (bool, error) {
	idle, able := true, false
	for _, a := range accounts {
		idle, able = idle && a.idle, able || a.able()
	}
	switch {
	case e.options.Undo == nil:
		return true, nil
	case idle:
		which := "no run has changed anything"
		if e.options.Undo.Run != "" {
			which = "run " + e.options.Undo.Run + " changed nothing"
		}
		printNothingChanged(e, "nothing to undo: "+which+narrowedText(e.options.Wanted.Selection))
		return false, nil
	case !e.options.Undo.Ask, !able:
		return true, nil
	}
	for _, a := range accounts {
		if a.able() {
			printUndoPlan(e, a)
		}
	}
	yes, err := e.world.Terminal.Ask(ctx, e.stop, "Set this back?")
	if err == nil && !yes {
		printNothingChanged(e, "nothing was changed")
	}
	return yes, err
}

func narrowedText(s wanted.Selection) string {
	if len(s.Pages)+len(s.Only)+len(s.Skip) > 0 {
		return " among the selected settings"
	}
	return ""
}

// printNothingChanged prints the result of an undo that ends before the browser is
// started: an empty report with --json, else the text.
func printNothingChanged(e *env, text string) {
	switch {
	case e.options.Output.JSON:
		report := e.emptyReport(e.options.DryRun)
		report.CountResults()
		e.world.Terminal.PrintJSON(report)
	case !e.options.Output.Quiet:
		fmt.Fprintln(e.world.Terminal.Stdout, text)
	}
}

// printUndoPlan shows what the journal says will be set back. Only the values that are
// read later decide it: a control that was changed since is left alone.
func printUndoPlan(e *env, a *account) {
	run := a.undoing.Run
	fmt.Fprintf(e.world.Terminal.Stderr, "%s: run %s (%s, %s) is taken back\n", a.who.Name(), run.ID, cmp.Or(run.Start.Command, "unknown command"), terminal.Ago(e.world.Now(), run.At))
	t := terminal.NewTable("SETTING", "THAT RUN LEFT", "BACK TO", "CONTROLS")
	rows := map[string][]string{}
	var order []string
	for _, c := range run.Changes {
		former, ok := a.undoing.Restore[c.Setting]
		was, changed := former.Was[c.Control]
		if !ok || !changed {
			continue
		}
		key := strings.Join([]string{c.Setting, cmp.Or(c.After, c.Wanted), cmp.Or(was, "(unknown)")}, "\x00")
		if _, known := rows[key]; !known {
			order = append(order, key)
		}
		rows[key] = append(rows[key], c.Control)
	}
	for _, key := range order {
		p := strings.Split(key, "\x00")
		t.Add(p[0], p[1], p[2], ControlsText(p[0], rows[key]))
	}
	e.world.Terminal.Stderr.PrintTable(t)
}

// ControlsText names the controls of a setting. It is empty if the only control is the
// setting itself.
func ControlsText(setting string, controls []string) string {
	if len(controls) == 1 && strings.HasSuffix(setting, "."+controls[0]) {
		return ""
	}
	const most = 4
	if n := len(controls); n > most {
		return fmt.Sprintf("%s and %d more", strings.Join(controls[:most-1], ", "), n-most+1)
	}
	return strings.Join(controls, ", ")
}
