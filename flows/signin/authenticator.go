package signin

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// SiteError says which of Plex's sites did not accept a session.
type SiteError struct {
	// Site is the site's host, Pages the ids of the pages that stay shut.
	Site   string
	Pages  []string
	Detail string
}

// Error names the site and the reason.
func (e *SiteError) Error() string {
	return fmt.Sprintf("%s does not accept the session: %s", e.Site, e.Detail)
}

// Unwrap returns outcome.ErrSignIn.
func (e *SiteError) Unwrap() error { return outcome.ErrSignIn }

// Proof is what came of trying a session at Plex's sites. At least one accepts it.
type Proof struct {
	// Session is the session as the sites have updated it.
	Session *session.Session
	// Shut are the sites that do not accept it.
	Shut []*SiteError
}

// Authenticator makes sessions, and proves that Plex's sites accept them.
type Authenticator struct {
	Catalogue *selectors.Catalogue
	Browser   page.Browser
	Pace      page.Pace
	Log       *slog.Logger
}

// SignInToken makes a session from a Plex token and the client identifier that the
// token was issued to ([ClientID]), and tries it at Plex's sites.
func (a *Authenticator) SignInToken(ctx context.Context, token, clientID string) (Proof, error) {
	s, err := newSession(token, clientID)
	if err != nil {
		return Proof{}, err
	}
	return a.Prove(ctx, s)
}

// Prove signs in with a session in a context of its own, asks Plex whose it is, and opens
// a page of each site. It fails if no site accepts the session, or if a part of it is
// another account's than the others.
func (a *Authenticator) Prove(ctx context.Context, s *session.Session) (Proof, error) {
	state := StateOf(s)
	site, err := a.Browser.NewSite(ctx, state)
	if err != nil {
		return Proof{}, err
	}
	defer site.Close()
	trials, err := a.trials(neverUsed(s))
	if err != nil {
		return Proof{}, err
	}
	who, err := meet(ctx, site, s, trials)
	if err != nil {
		return Proof{}, err
	}
	if err := a.trySites(ctx, who.Username, trials); err != nil {
		return Proof{}, err
	}
	cookies, err := site.Cookies(ctx)
	if err != nil {
		return Proof{}, err
	}
	carried := Carried{Token: s.Token, ClientID: s.ClientID, Cookies: cookies, Stored: StoredIn(state)}
	for _, t := range trials {
		carried.Stored = append(carried.Stored, t.stored)
	}
	owners := &Owners{}
	owners.Learn(s.Token, who)
	is := owners.Of(ctx, site, Expected{ID: s.Account.ID, Username: s.Account.Username}, carried)
	if is.Err != nil {
		return Proof{}, is.Err
	}
	var shut []*SiteError
	for _, t := range trials {
		if why := is.Shut[t.Host]; why != "" && t.shut == nil {
			t.shut = &SiteError{Site: t.Host, Pages: t.IDs, Detail: "it is not certain who is signed in there: " + why}
		}
		if t.shut != nil {
			shut = append(shut, t.shut)
		}
	}
	if len(shut) == len(trials) {
		return Proof{}, allShut(shut)
	}
	out := *s
	out.Account = who.account()
	out.Cookies, out.Storage = keptCookies(cookies), keptStorage(s.Storage, carried.Stored)
	return Proof{&out, shut}, nil
}

func allShut(shut []*SiteError) error {
	var errs []error
	for _, e := range shut {
		errs = append(errs, e)
	}
	return errors.Join(errs...)
}

// trial is a try to open a page of one site.
type trial struct {
	SitePage
	tab page.Tab
	// stranger says that no site has met the session yet.
	stranger bool
	// shut is why the site does not accept the session, nil if it does; stored is what the
	// site has in its local storage.
	shut   *SiteError
	stored automation.Stored
}

// trials returns a trial for each of Plex's sites.
func (a *Authenticator) trials(stranger bool) ([]*trial, error) {
	sites, err := SitePages(a.Catalogue)
	if err != nil {
		return nil, err
	}
	out := make([]*trial, len(sites))
	for i, p := range sites {
		out[i] = &trial{SitePage: p, stranger: stranger}
	}
	return out, nil
}

// meet asks Plex whose a session is. It opens the tabs of the trials meanwhile.
func meet(ctx context.Context, site page.Site, s *session.Session, trials []*trial) (who Identity, err error) {
	errs := make([]error, len(trials))
	var wg sync.WaitGroup
	wg.Go(func() { who = Identify(ctx, site, s, "") })
	for i, t := range trials {
		wg.Go(func() { t.tab, errs[i] = site.NewTab(ctx) })
	}
	wg.Wait()
	if who.Err != nil {
		return Identity{}, who.Err
	}
	return who, errors.Join(errs...)
}

// trySites opens a page of each of Plex's sites, all at the same time.
func (a *Authenticator) trySites(ctx context.Context, user string, trials []*trial) error {
	errs := make([]error, len(trials))
	e := &page.Env{Lex: reading.NewLexicon(a.Catalogue, "strict"), Pace: a.Pace, Log: a.Log, User: user}
	var wg sync.WaitGroup
	for i, t := range trials {
		wg.Go(func() { errs[i] = a.try(ctx, e, t) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

// try opens a page of a site. The error says that it could not be found out whether the
// site accepts the session.
func (a *Authenticator) try(ctx context.Context, e *page.Env, t *trial) error {
	defer t.tab.Close()
	out := page.NewVisit(e, t.tab, t.Page, page.Purpose{OnlyRead: true, Stranger: t.stranger}).Read(ctx)
	if stored, err := t.tab.LocalStorage(ctx, StorageKeys); err == nil && stored.Origin == "https://"+t.Host {
		t.stored = stored
	}
	switch out.Report.Status {
	case outcome.PageSignedOut:
		t.shut = &SiteError{Site: t.Host, Pages: t.IDs, Detail: out.Report.Detail}
		// The names tell what a site needs; the values are secret.
		a.Log.Info("the site takes us for a visitor", "site", t.Host, "stored", slices.Sorted(maps.Keys(t.stored.Values)))
		return nil
	case outcome.PageUnreachable, outcome.PageBlocked:
		return &outcome.LaterError{What: t.Host + ": " + out.Report.Detail}
	}
	if out.Settings() == 0 {
		a.Log.Warn("signed in, but the page shows none of its settings", "site", t.Host, "detail", out.Report.Detail)
	}
	return nil
}
