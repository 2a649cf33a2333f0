package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/record"
)

// openJournal opens what was recorded of an account, says what an earlier run
// left unfinished, and prepares to record what this one changes.
func (r *accountsRun) openJournal(ctx context.Context, a *accountRun) error {
	j, err := r.world.Journal(a.profile, a.accountID())
	if err != nil && r.options.command == "check" {
		// A check needs no journal.
		r.log.Warn("the record of earlier runs cannot be read", "error", err)
		return r.consent(ctx, a, nil)
	}
	if err != nil {
		return err
	}
	a.release = append(a.release, func() {
		if err := j.Close(); err != nil {
			r.log.Warn("close the journal", "error", err)
		}
	})
	if err := r.consent(ctx, a, j); err != nil || a.skipped != "" {
		return err
	}
	r.tellLeft(a, j)
	start := journal.Start{Command: r.options.command, Level: a.selection.Level, Catalogue: r.options.catalogue.Version, Overridden: r.options.catalogue.Overridden, Version: version}
	if u := r.options.undo; u != nil {
		if err := r.planUndo(a, j); err != nil {
			return err
		}
		start.Undoes = a.undoing.Run.ID
	}
	a.memory = record.Recall(j, r.id, start)
	if r.options.readOnly() || a.idle {
		return nil
	}
	a.journal = j
	a.ledger, err = record.NewLedger(ctx, j, r.id, start)
	return err
}

// tellLeft says what the last run did not get to the end of. The account is
// locked: no run is at work on it now.
func (r *accountsRun) tellLeft(a *accountRun, j *journal.Journal) {
	left := j.Left()
	if len(left) == 0 || r.options.output.Quiet {
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
	if a.profile != exit.DefaultProfile || a.foreign() {
		whose = " of " + r.whose(a)
	}
	fmt.Fprintln(r.world.Stderr, r.world.Wrap(fmt.Sprintf(
		"an earlier run%s was interrupted (%s, %s): nobody has seen since whether %s took effect: %s. What it shows now is read again.",
		whose, run.ID, terminal.Ago(r.world.Now(), run.At), terminal.Plural(len(left), "change"), strings.Join(settings, ", ")), ""))
}
