package main

import (
	"context"
	"fmt"

	"github.com/plexpriv/plexpriv/flows/journal"
)

// consent makes sure that another adult has agreed: the user of a Plex Home who
// has an account of their own. Without that the account is left alone, and told.
// What was said once is in the account's journal, and not asked again. j is nil
// where the record cannot be read.
func (r *accountsRun) consent(ctx context.Context, a *accountRun, j *journal.Journal) error {
	if !a.foreign() || a.user.Managed || consented(j) {
		return nil
	}
	if !r.options.accounts.consent {
		a.skipped = fmt.Sprintf("%s has an account of their own: with their consent, say so once with --i-have-consent, or let them sign in with plexpriv login --profile NAME", a.name())
		return nil
	}
	if j == nil {
		return fmt.Errorf("record the consent of %s: the journal cannot be read", a.name())
	}
	if err := j.Lock(ctx); err != nil {
		return err
	}
	if err := j.Append(journal.Record{Consent: &journal.Consent{Account: true}}); err != nil {
		return fmt.Errorf("record the consent of %s: %w", a.name(), err)
	}
	return nil
}

func consented(j *journal.Journal) bool {
	if j == nil {
		return false
	}
	for _, rec := range j.Records() {
		if rec.Consent != nil && rec.Consent.Account {
			return true
		}
	}
	return false
}
