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

// planUndo finds out what undo means for an account.
func planUndo(f *frame, a *account, j *journal.Journal) error {
	o := f.options.Undo
	u, ok, err := record.PlanUndo(f.options.Catalogue, j, o.Run, a.selection, o.Force)
	switch {
	case errors.Is(err, record.ErrNoRun) && f.options.Accounts.Many():
		// It may be another account's.
	case errors.Is(err, record.ErrNoRun):
		return exit.Usagef("%v", err).Hinting("plexpriv history lists the runs")
	case err != nil:
		return err
	}
	a.undoing, a.idle = u, !ok
	a.selection.Restore = u.Restore
	for _, id := range u.Gone {
		fmt.Fprintf(f.world.Terminal.Stderr, "plexpriv: %s was changed by that run, and this version does not know it any more; it is left as it is\n", id)
	}
	return nil
}

// confirmUndo shows what an undo will do and asks once for all accounts. It says no
// where there is nothing to do, too.
func confirmUndo(ctx context.Context, f *frame, accounts []*account) (bool, error) {
	idle, able := true, false
	for _, a := range accounts {
		idle, able = idle && a.idle, able || a.able()
	}
	switch {
	case f.options.Undo == nil:
		return true, nil
	case idle:
		which := "no run has changed anything"
		if f.options.Undo.Run != "" {
			which = "run " + f.options.Undo.Run + " changed nothing"
		}
		nothing(f, "nothing to undo: "+which+narrowed(f.options.Wanted.Selection))
		return false, nil
	case !f.options.Undo.Ask, !able:
		return true, nil
	}
	for _, a := range accounts {
		if a.able() {
			tellUndo(f, a)
		}
	}
	yes, err := f.world.Terminal.Ask(ctx, f.stop, "Set this back?")
	if err == nil && !yes {
		nothing(f, "nothing was changed")
	}
	return yes, err
}

func narrowed(s wanted.Selection) string {
	if len(s.Pages)+len(s.Only)+len(s.Skip) > 0 {
		return " among the selected settings"
	}
	return ""
}

// nothing ends an undo that has nothing to report.
func nothing(f *frame, text string) {
	switch {
	case f.options.Output.JSON:
		report := f.emptyReport(f.options.DryRun)
		report.Summarise()
		f.world.Terminal.PrintJSON(report)
	case !f.options.Output.Quiet:
		fmt.Fprintln(f.world.Terminal.Stdout, text)
	}
}

// tellUndo shows what will be set back, as far as the journal knows: what a
// control shows now is read later, and decides.
func tellUndo(f *frame, a *account) {
	run := a.undoing.Run
	fmt.Fprintf(f.world.Terminal.Stderr, "%s: run %s (%s, %s) is taken back\n", a.who.Name(), run.ID, cmp.Or(run.Start.Command, "unknown command"), terminal.Ago(f.world.Now(), run.At))
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
	f.world.Terminal.Stderr.PrintTable(t)
}

// ControlsText names the controls of a setting; one that is the whole setting
// needs no name.
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
