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
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/record"
)

// openJournal opens the account's journal, says what an earlier run left unfinished,
// and prepares to record the changes of this run.
func openJournal(ctx context.Context, e *env, a *account) error {
	j, err := world.OpenJournal(e.world.State, a.who.Profile, a.who.AccountID(), e.world.Terminal.Stderr)
	if err != nil && e.options.Command == "check" {
		// A check changes nothing, so it can work without a journal.
		e.log.Warn("the record of earlier runs cannot be read", "error", err)
		return a.consent(ctx, e.options.Accounts.Consent, nil)
	}
	if err != nil {
		return err
	}
	a.release = append(a.release, func() {
		if err := j.Close(); err != nil {
			e.log.Warn("the record of this run could not be closed", "error", err)
		}
	})
	if err := a.consent(ctx, e.options.Accounts.Consent, j); err != nil || a.skipped != "" {
		return err
	}
	printUnfinished(e, a, j)
	start := journal.Start{Command: e.options.Command, Level: a.selection.Level, Catalogue: e.options.Catalogue.Version, Overridden: e.options.Catalogue.Overridden, Version: e.options.Version}
	if u := e.options.Undo; u != nil {
		if err := planUndo(e, a, j); err != nil {
			return err
		}
		start.Undoes = a.undoing.Run.ID
	}
	a.memory = record.Recall(j, e.id, start)
	if e.options.ReadOnly() || a.idle {
		return nil
	}
	a.journal = j
	a.ledger, err = record.NewLedger(ctx, j, e.id, start)
	return err
}

// printUnfinished says which changes an earlier run began and nobody has verified since.
// The account is locked, so that run cannot still be working on them.
func printUnfinished(e *env, a *account, j *journal.Journal) {
	left := j.Left()
	if len(left) == 0 || e.options.Output.Quiet {
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
	if a.who.Profile != exit.DefaultProfile || a.who.needsSwitch() {
		whose = " of " + a.who.label()
	}
	fmt.Fprintln(e.world.Terminal.Stderr, e.world.Terminal.Stderr.Wrap(fmt.Sprintf(
		"an earlier run%s was interrupted (%s, %s): nobody has seen since whether %s took effect: %s. What it shows now is read again.",
		whose, run.ID, terminal.Ago(e.world.Now(), run.At), outcome.Plural(len(left), "change"), strings.Join(settings, ", ")), ""))
}
