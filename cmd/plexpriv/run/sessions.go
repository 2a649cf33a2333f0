package run

import (
	"context"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// useNoted is how exact LastUsed is. A save is a dozen calls of the keyring.
const useNoted = time.Hour

// saveSessions keeps what Plex has changed of the sessions, and notes that they
// were of use. A run does not fail because that could not be noted.
func saveSessions(ctx context.Context, f *frame, store session.Store, accounts []*account, report *outcome.Report) {
	const limit = 10 * time.Second
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	for i, a := range accounts {
		if a.session == nil || a.who.foreign() || report.Accounts[i].Cause != nil {
			continue
		}
		changed := signin.Refresh(a.session, report.Accounts[i].Cookies)
		if !changed && f.world.Now().Sub(a.session.LastUsed) < useNoted {
			continue
		}
		// Somebody may have signed out or in since.
		if now, err := store.Load(ctx, a.who.Profile); err != nil || now.Token != a.session.Token || !now.Created.Equal(a.session.Created) {
			f.log.Debug("the session is another one now", "profile", a.who.Profile, "error", err)
			continue
		}
		a.session.LastUsed = f.world.Now()
		if err := store.Save(ctx, a.who.Profile, a.session); err != nil {
			f.log.Warn("note that the session was used", "profile", a.who.Profile, "error", err)
		}
	}
}

// firstEnd is when the first session runs out, zero where none says it.
func firstEnd(accounts []*account) time.Time {
	var first time.Time
	for _, a := range accounts {
		if a.who.stored == nil {
			continue
		}
		if at, known := signin.SessionEnds(a.who.stored); known && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}
