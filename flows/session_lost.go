package flows

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// errSessionEnded is a session that Plex accepted at first.
var errSessionEnded = fmt.Errorf("%w: Plex ended the session during the run", outcome.ErrSignIn)

// A page that is for visitors too shows them controls of their own: what it says to
// a visitor is nothing about the account. So what is read is believed only where
// Plex still knew the session when the reading was over.

// knownAt is Plex's answer to the question who is signed in, and when it was asked.
type knownAt struct {
	identity
	at time.Time
}

func (a *account) whoNow(ctx context.Context) knownAt {
	at := time.Now()
	return knownAt{identity: whoIs(ctx, a.session.site, a.who.Token, a.who.ClientID), at: at}
}

// sessionLost says whether the session was over when the pages were read again: one of
// them takes us for a visitor, or Plex does not know the token any more. What a page
// has shown unchanged since before the question is an answer to the account, whatever
// became of the session later; else it is asked again. Where Plex does not answer, the
// pages are all there is to go by.
func (a *account) sessionLost(ctx context.Context, wrote []*pageVisit, known knownAt) bool {
	ask := known.at.IsZero() || known.err != nil
	for _, p := range wrote {
		if p.proof.report.Status == outcome.PageSignedOut {
			return true
		}
		ask = ask || p.proof.since.After(known.at)
	}
	if ask {
		known = a.whoNow(ctx)
	}
	return errors.Is(known.err, outcome.ErrSignIn) || known.err == nil && (known.uuid != a.session.status.uuid || known.id != a.session.status.id)
}

// asVisitor takes back what a page showed when the session was over.
func (o *found) asVisitor() {
	if o.report.Status == outcome.PageSignedOut {
		return
	}
	o.report.Status, o.report.Detail = outcome.PageSignedOut, "Plex had ended the session when it was read"
	o.readings = nil
}

// sameSite takes a page for signed out where another one on its host is: the session
// is the host's, and not every page tells a visitor so.
func (a *account) sameSite() {
	out := map[string]string{}
	for _, p := range a.visits {
		if p.out.report.Status == outcome.PageSignedOut {
			out[hostOf(p.wishes.Page.URL)] = p.wishes.Page.ID
		}
	}
	for _, p := range a.visits {
		other := out[hostOf(p.wishes.Page.URL)]
		if other == "" || p.out.report.Status == outcome.PageSignedOut || p.visit.shown() == 0 {
			continue
		}
		p.out = p.visit.halted(outcome.PageSignedOut, fmt.Sprintf("%s takes us for a visitor on the page %q, so this page may show what visitors see", hostOf(p.wishes.Page.URL), other))
	}
}

// denied says whether Plex took none of what was sent, because of the session.
func denied(sent []automation.Write) bool {
	for _, w := range sent {
		if w.Status != 401 {
			return false
		}
	}
	return len(sent) > 0
}
