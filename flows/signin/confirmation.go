package signin

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/plexpriv/plexpriv/automation/session"
)

// Confirm says whether a session that was loaded back from where it was stored still signs
// in. If it is the one that was proved a moment ago, bit by bit, Plex is asked whose each
// part of it is, in a context that has nothing but what was stored; its pages need not be
// opened again. Otherwise, or if something in it opens a site no longer, it is proved like
// any session.
func (a *Authenticator) Confirm(ctx context.Context, stored *session.Session, proved Proof) (Proof, error) {
	same, err := sameSession(stored, proved.Session)
	if err != nil {
		return Proof{}, err
	}
	if !same {
		a.Log.Debug("the stored session is not quite the one that was confirmed, confirming it again")
		return a.Prove(ctx, stored)
	}
	state := StateOf(stored)
	site, err := a.Browser.NewSite(ctx, state)
	if err != nil {
		return Proof{}, err
	}
	defer site.Close()
	cookies, err := site.Cookies(ctx)
	if err != nil {
		return Proof{}, err
	}
	is := (&Owners{}).Of(ctx, site, Expected{ID: stored.Account.ID, Username: stored.Account.Username},
		Carried{Token: stored.Token, ClientID: stored.ClientID, Cookies: cookies, Stored: StoredIn(state)})
	if is.Err != nil {
		return Proof{}, is.Err
	}
	for host, why := range is.Shut {
		if !slices.ContainsFunc(proved.Shut, func(e *SiteError) bool { return e.Site == host }) {
			a.Log.Debug("a site that took the session may not take the stored one, proving it again", "site", host, "detail", why)
			return a.Prove(ctx, stored)
		}
	}
	return Proof{Session: stored, Shut: proved.Shut}, nil
}

// sameSession says whether two sessions are stored as the same bytes.
func sameSession(a, b *session.Session) (bool, error) {
	was, err := session.Encode(a)
	if err != nil {
		return false, fmt.Errorf("compare sessions: %w", err)
	}
	is, err := session.Encode(b)
	if err != nil {
		return false, fmt.Errorf("compare sessions: %w", err)
	}
	return bytes.Equal(was, is), nil
}
