package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/urfave/cli/v2"
)

// undoOptions are the flags that only undo has.
type undoOptions struct {
	// run is the id of the run to take back; empty: the last that changed something.
	run   string
	force bool
	// ask says to show what will be done and let the person decide.
	ask bool
}

func undoCommand(w *world.World) *cli.Command {
	flags := []cli.Flag{
		&cli.StringFlag{Name: "run", Category: groupSelection, Usage: "take back this run: `ID`, as history lists them (default: the last that changed something)"},
		&cli.BoolFlag{Name: "dry-run", Category: groupSelection, Usage: "show what would change; nothing can be written"},
		&cli.BoolFlag{Name: "force", Category: groupSelection, Usage: "set back also what somebody has changed since"},
		&cli.BoolFlag{Name: "yes", Category: groupSelection, Usage: "do not ask"},
		settleFlag(),
	}
	return &cli.Command{
		Name:  "undo",
		Usage: "set back what a run changed, each control to what it was",
		Description: about(`Sets every control that a run changed back to the value it had before, and proves it
as apply does. What somebody has changed since is left alone, and told. It shows
what it will do and asks once; where there is no terminal to ask at, it needs
--yes. An undo is a run itself: undo again, and it is taken back.`,
			[]string{
				"plexpriv undo --dry-run",
				"plexpriv undo",
				"plexpriv undo --only visibility.watchlist",
				"plexpriv undo --run 20260314t090000-x7k2ab --yes",
			}, runExitCodes...),
		Flags: slices.Concat(flags, narrowingFlags(), accountFlags(), runOutputFlags(), browserFlags(), paceFlags()),
		Action: func(c *cli.Context) error {
			o, err := runOptionsOf(w, c, "undo", c.Bool("dry-run"))
			if err != nil {
				return err
			}
			// The values come from the journal, and a former one may well be less private.
			o.selection.Level, o.selection.AllowWidening = "", true
			o.undo = &undoOptions{run: c.String("run"), force: c.Bool("force"), ask: !c.Bool("yes") && !o.dryRun}
			if o.undo.ask && !(w.StdinTTY && w.StderrTTY) {
				return exit.Usagef("undo asks before it changes anything, and there is no terminal to ask at").
					Hinting("--yes does it without asking, --dry-run shows what it would do")
			}
			return runAccounts(c.Context, w, o)
		},
	}
}

// planUndo finds out what undo means for an account.
func (r *accountsRun) planUndo(a *accountRun, j *journal.Journal) error {
	o := r.options.undo
	u, ok, err := record.PlanUndo(r.options.catalogue, j, o.run, a.selection, o.force)
	switch {
	case errors.Is(err, record.ErrNoRun) && r.options.accounts.many():
		// It may be another account's.
	case errors.Is(err, record.ErrNoRun):
		return exit.Usagef("%v", err).Hinting("plexpriv history lists the runs")
	case err != nil:
		return err
	}
	a.undoing, a.idle = u, !ok
	a.selection.Restore = u.Restore
	for _, id := range u.Gone {
		fmt.Fprintf(r.world.Stderr, "plexpriv: %s was changed by that run, and this version does not know it any more; it is left as it is\n", id)
	}
	return nil
}

// confirm shows what an undo will do and asks once for all accounts. It says no
// where there is nothing to do, too.
func (r *accountsRun) confirm(ctx context.Context) (bool, error) {
	idle, able := true, false
	for _, a := range r.accounts {
		idle, able = idle && a.idle, able || a.able()
	}
	switch {
	case r.options.undo == nil:
		return true, nil
	case idle:
		which := "no run has changed anything"
		if r.options.undo.run != "" {
			which = "run " + r.options.undo.run + " changed nothing"
		}
		r.nothing("nothing to undo: " + which + r.narrowed())
		return false, nil
	case !r.options.undo.ask, !able:
		return true, nil
	}
	for _, a := range r.accounts {
		if a.able() {
			r.tellUndo(a)
		}
	}
	yes, err := r.world.Ask(ctx, r.stop, "Set this back?")
	if err == nil && !yes {
		r.nothing("nothing was changed")
	}
	return yes, err
}

func (r *accountsRun) narrowed() string {
	if s := r.options.selection; len(s.Pages)+len(s.Only)+len(s.Skip) > 0 {
		return " among the selected settings"
	}
	return ""
}

// nothing ends an undo that has nothing to report.
func (r *accountsRun) nothing(text string) {
	switch {
	case r.options.output.JSON:
		report := r.emptyReport()
		report.Summarise()
		r.world.PrintJSON(report)
	case !r.options.output.Quiet:
		fmt.Fprintln(r.world.Stdout, text)
	}
}

// tellUndo shows what will be set back, as far as the journal knows: what a
// control shows now is read later, and decides.
func (r *accountsRun) tellUndo(a *accountRun) {
	run := a.undoing.Run
	fmt.Fprintf(r.world.Stderr, "%s: run %s (%s, %s) is taken back\n", a.name(), run.ID, cmp.Or(run.Start.Command, "unknown command"), terminal.Ago(r.world.Now(), run.At))
	t := terminal.NewTable("SETTING", "THAT RUN LEFT", "BACK TO", "CONTROLS")
	rows := map[string][]string{}
	var order []string
	for _, c := range run.Changes {
		f, ok := a.undoing.Restore[c.Setting]
		was, changed := f.Was[c.Control]
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
		t.Add(p[0], p[1], p[2], controlsText(p[0], rows[key]))
	}
	fmt.Fprintln(r.world.Stderr, r.world.Tell(t, r.world.StderrWidth))
}

// controlsText names the controls of a setting; one that is the whole setting
// needs no name.
func controlsText(setting string, controls []string) string {
	if len(controls) == 1 && strings.HasSuffix(setting, "."+controls[0]) {
		return ""
	}
	const most = 4
	if n := len(controls); n > most {
		return fmt.Sprintf("%s and %d more", strings.Join(controls[:most-1], ", "), n-most+1)
	}
	return strings.Join(controls, ", ")
}
