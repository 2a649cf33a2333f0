package run

import (
	"context"
	"errors"
	"fmt"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// account is one account of a run, with what is open for it.
type account struct {
	who Member
	// session signs the account in: the one that the profile keeps, or one that
	// lives for this run.
	session *session.Session
	// selection is what is wanted of this account; for an undo it comes from its
	// journal.
	selection wanted.Selection
	journal   *journal.Journal
	ledger    record.Ledger
	memory    *record.Memory
	// undoing is what an undo takes back; idle says that there is nothing.
	undoing record.Undoing
	idle    bool
	// skipped is why the account is left alone on purpose, if it is.
	skipped string
	// err is why the account cannot be worked on.
	err error
	// release gives back lock and journal.
	release []func()
}

// able says that there is something to do and nothing that prevents it.
func (a *account) able() bool { return a.err == nil && !a.idle && a.skipped == "" }

// openAccount locks an account, opens its journal and signs it in.
func openAccount(ctx context.Context, f *frame, home *switcher, a *account) error {
	release, err := world.LockAccount(f.world.State, a.who.AccountID())
	if err != nil {
		return fmt.Errorf("%s: %w", a.who.whose(), err)
	}
	a.release = append(a.release, release)
	if err := openJournal(ctx, f, a); err != nil {
		return err
	}
	if !a.able() {
		return nil
	}
	if a.session = a.who.stored; !a.who.foreign() {
		return nil
	}
	if a.session, err = home.switchTo(ctx, &a.who); err != nil {
		return &outcome.HomeUserError{User: a.who.Name(), Err: err}
	}
	return nil
}

// consent makes sure that another adult has agreed: the user of a Plex Home who
// has an account of their own. Without that the account is left alone, and told.
// What was said once is in the account's journal, and not asked again; given says
// that it is said now. j is nil where the record cannot be read.
func (a *account) consent(ctx context.Context, given bool, j *journal.Journal) error {
	if !a.who.foreign() || a.who.user.Managed || consented(j) {
		return nil
	}
	if !given {
		a.skipped = fmt.Sprintf("%s has an account of their own: with their consent, say so once with --i-have-consent, or let them sign in with plexpriv login --profile NAME", a.who.Name())
		return nil
	}
	if j == nil {
		return fmt.Errorf("record the consent of %s: the journal cannot be read", a.who.Name())
	}
	if err := j.Lock(ctx); err != nil {
		return err
	}
	if err := j.Append(journal.Record{Consent: &journal.Consent{Account: true}}); err != nil {
		return fmt.Errorf("record the consent of %s: %w", a.who.Name(), err)
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

// notDone reports on an account that no page was opened for.
func (a *account) notDone(cat *selectors.Catalogue) outcome.AccountReport {
	report := outcome.AccountReport{
		Profile: a.who.Profile, Account: a.who.Name(), HomeUser: a.who.HomeUser(), Level: a.selection.Level, Note: a.skipped, Cause: a.err,
		Pages: []outcome.PageReport{}, Settings: []outcome.SettingReport{}, Unknown: []outcome.UnknownControl{},
	}
	var user *outcome.HomeUserError
	switch {
	case errors.As(a.err, &user):
		report.Settings = a.selection.NotDone(cat, outcome.Failed, user.Err.Error())
	case a.err == nil && a.skipped != "":
		report.Settings = a.selection.NotDone(cat, outcome.Skipped, "not without their consent")
	}
	if a.err != nil {
		report.Error = a.err.Error()
	}
	return report
}
