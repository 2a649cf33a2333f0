package run

import (
	"errors"
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
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

// anythingToUndo returns false if there is nothing to undo, and says so.
func anythingToUndo(e *env, accounts []*account) bool {
	if e.options.Undo == nil {
		return true
	}
	for _, a := range accounts {
		if !a.idle {
			return true
		}
	}
	which := "no run has changed anything"
	if e.options.Undo.Run != "" {
		which = "run " + e.options.Undo.Run + " changed nothing"
	}
	printNothingChanged(e, "nothing to undo: "+which+narrowedText(e.options.Wanted.Selection))
	return false
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
