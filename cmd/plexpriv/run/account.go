package run

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// account is one account of a run, with the lock, the journal and the session that are
// open for it.
type account struct {
	who Member
	// session signs the account in. It is the profile's stored session, or one made
	// for this run by a switch in the Plex Home, which is never stored.
	session *session.Session
	// cookies are those of the account's sites at the end of the last batch.
	cookies []automation.Cookie
	// used means that the session has signed the account in, renewed that Plex has given
	// it new cookies.
	used, renewed bool
	// selection is what is wanted of this account. For an undo it comes from the
	// account's journal.
	selection wanted.Selection
	journal   *journal.Journal
	ledger    record.Ledger
	memory    *record.Memory
	// undoing is what an undo sets back.
	undoing record.UndoPlan
	// idle means that there is nothing to do: nothing to undo, or nothing picked.
	idle bool
	// skipped is the reason why the account is left alone on purpose, or empty.
	skipped string
	// err is the reason why the account cannot be worked on.
	err error
	// release closes the journal and gives up the lock.
	release []func()
}

// able reports whether there is something to do and nothing prevents it.
func (a *account) able() bool { return a.err == nil && !a.idle && a.skipped == "" }

// openAccount locks an account, opens its journal and gets a session for it.
func openAccount(ctx context.Context, e *env, home *switcher, a *account) error {
	release, err := world.LockAccount(e.world.State, a.who.AccountID())
	if err != nil {
		return fmt.Errorf("%s: %w", a.who.label(), err)
	}
	a.release = append(a.release, release)
	if err := openJournal(ctx, e, a); err != nil {
		return err
	}
	if !a.able() {
		return nil
	}
	a.session = a.who.stored
	if end, ok := signin.TokenEnds(a.session.Token); ok && end.Before(e.world.Now()) {
		return fmt.Errorf("%s: %w: the token of the session ended by itself on %s", a.who.label(), outcome.ErrSignIn, end.Format(time.DateOnly))
	}
	if !a.who.needsSwitch() {
		return nil
	}
	if a.session, err = home.switchTo(ctx, &a.who); err != nil {
		return &outcome.HomeUserError{User: a.who.Name(), Err: err}
	}
	return nil
}

// consent makes sure that a Home user who has an account of their own, usually another
// adult, has agreed to the run. Without consent the account is skipped, and the report
// says why. Consent is recorded in the account's journal, so it is needed once only;
// given is true if --i-have-consent was given now. j is nil if the journal cannot be
// read.
func (a *account) consent(ctx context.Context, given bool, j *journal.Journal) error {
	if !a.who.needsSwitch() || a.who.user.Managed || consented(j) {
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

// skippedReport is the report on an account for which no page was opened.
func (a *account) skippedReport(cat *selectors.Catalogue) outcome.AccountReport {
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
		if a.who.named {
			// Who asks for one person gets no "done" for nothing. Of a whole family, some
			// may be left out.
			report.Cause = &outcome.HomeUserError{User: a.who.Name(), Err: outcome.ErrNoConsent}
		}
	}
	if report.Cause != nil {
		report.Error = report.Cause.Error()
	}
	return report
}
