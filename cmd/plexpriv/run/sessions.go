package run

import (
	"context"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// lastUsedPrecision is how exact LastUsed is kept. A save costs a dozen keyring calls, so
// a session is not saved again for a smaller difference.
const lastUsedPrecision = time.Hour

// refreshSessions takes over the cookies that Plex has renewed.
func refreshSessions(accounts []*account, report *outcome.Report) {
	for i, a := range accounts {
		if a.session == nil || a.who.needsSwitch() || report.Accounts[i].Cause != nil {
			continue
		}
		a.used = true
		if signin.Refresh(a.session, a.cookies) {
			a.renewed = true
		}
	}
}

// saveSessions stores cookies that Plex has renewed, and the time of use. A failure is
// logged only: the run itself has worked.
func saveSessions(ctx context.Context, e *env, store session.Store, accounts []*account) {
	const limit = 10 * time.Second
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	for _, a := range accounts {
		if !a.used || !a.renewed && e.world.Now().Sub(a.session.LastUsed) < lastUsedPrecision {
			continue
		}
		// Do not bring back a session that was signed out or replaced during the run.
		if now, err := store.Load(ctx, a.who.Profile); err != nil || now.Token != a.session.Token || !now.Created.Equal(a.session.Created) {
			e.log.Debug("the session is another one now", "profile", a.who.Profile, "error", err)
			continue
		}
		a.session.LastUsed = e.world.Now()
		if err := store.Save(ctx, a.who.Profile, a.session); err != nil {
			e.log.Warn("could not note that the session was used", "profile", a.who.Profile, "error", err)
		}
	}
}

// firstExpiry is when the first of the sessions expires, or zero if that is not known.
func firstExpiry(accounts []*account) time.Time {
	var first time.Time
	for _, a := range accounts {
		if a.who.stored == nil {
			continue
		}
		if at, known := signin.TokenEnds(a.who.stored.Token); known && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}
