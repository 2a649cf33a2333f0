package run

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/record"
)

// openJournal opens what was recorded of an account, says what an earlier run
// left unfinished, and prepares to record what this one changes.
func openJournal(ctx context.Context, f *frame, a *account) error {
	j, err := world.OpenJournal(f.world.State, a.who.Profile, a.who.AccountID(), f.world.Terminal.Stderr)
	if err != nil && f.options.Command == "check" {
		// A check needs no journal.
		f.log.Warn("the record of earlier runs cannot be read", "error", err)
		return a.consent(ctx, f.options.Accounts.Consent, nil)
	}
	if err != nil {
		return err
	}
	a.release = append(a.release, func() {
		if err := j.Close(); err != nil {
			f.log.Warn("close the journal", "error", err)
		}
	})
	if err := a.consent(ctx, f.options.Accounts.Consent, j); err != nil || a.skipped != "" {
		return err
	}
	tellLeft(f, a, j)
	start := journal.Start{Command: f.options.Command, Level: a.selection.Level, Catalogue: f.options.Catalogue.Version, Overridden: f.options.Catalogue.Overridden, Version: f.options.Version}
	if u := f.options.Undo; u != nil {
		if err := planUndo(f, a, j); err != nil {
			return err
		}
		start.Undoes = a.undoing.Run.ID
	}
	a.memory = record.Recall(j, f.id, start)
	if f.options.ReadOnly() || a.idle {
		return nil
	}
	a.journal = j
	a.ledger, err = record.NewLedger(ctx, j, f.id, start)
	return err
}

// tellLeft says what the last run did not get to the end of. The account is
// locked: no run is at work on it now.
func tellLeft(f *frame, a *account, j *journal.Journal) {
	left := j.Left()
	if len(left) == 0 || f.options.Output.Quiet {
		return
	}
	var settings []string
	for _, c := range left {
		if !slices.Contains(settings, c.Setting) {
			settings = append(settings, c.Setting)
		}
	}
	run, _ := j.Find(left[len(left)-1].Run)
	whose := ""
	if a.who.Profile != exit.DefaultProfile || a.who.foreign() {
		whose = " of " + a.who.whose()
	}
	fmt.Fprintln(f.world.Terminal.Stderr, f.world.Terminal.Stdout.Wrap(fmt.Sprintf(
		"an earlier run%s was interrupted (%s, %s): nobody has seen since whether %s took effect: %s. What it shows now is read again.",
		whose, run.ID, terminal.Ago(f.world.Now(), run.At), terminal.Plural(len(left), "change"), strings.Join(settings, ", ")), ""))
}
