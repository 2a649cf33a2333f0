package signin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// Where Plex's sites keep a session in a browser, according to other programs that
// automate Plex Web.
const (
	AuthCookie   = "plex_tv_auth"
	tokenKey     = "myPlexAccessToken"
	clientKey    = "clientID"
	SiteOrigin   = "https://www.plex.tv"
	AppOrigin    = "https://app.plex.tv"
	appURL       = "https://app.plex.tv/desktop/"
	cookieDomain = ".plex.tv"
)

// SiteError says which of Plex's sites did not accept a session.
type SiteError struct {
	// Site is the site's host.
	Site   string
	Detail string
}

// Error names the site and the reason.
func (e *SiteError) Error() string {
	return fmt.Sprintf("%s does not accept the session: %s", e.Site, e.Detail)
}

// Unwrap returns outcome.ErrSignIn.
func (e *SiteError) Unwrap() error { return outcome.ErrSignIn }

// StateOf returns what a session puts into a browser: its cookies and local storage.
func StateOf(s *session.Session) automation.SiteState {
	out := automation.SiteState{Storage: s.Storage}
	for _, c := range s.Cookies {
		out.Cookies = append(out.Cookies, automation.Cookie(c))
	}
	return out
}

// Authenticator makes sessions, and proves that Plex's sites accept them.
type Authenticator struct {
	Catalogue *selectors.Catalogue
	Browser   page.Browser
	Pace      page.Pace
	Log       *slog.Logger
}

// SignInToken makes a session from a Plex token and the client identifier that the
// token was issued to ([ClientID]). It proves that both of Plex's sites accept it.
func (a *Authenticator) SignInToken(ctx context.Context, token, clientID string) (*session.Session, error) {
	s, err := newSession(token, clientID)
	if err != nil {
		return nil, err
	}
	return a.prove(ctx, s)
}

// Prove proves that both of Plex's sites accept a stored session.
func (a *Authenticator) Prove(ctx context.Context, s *session.Session) error {
	_, err := a.prove(ctx, s)
	return err
}

// newSession makes a session with what Plex's sites look for: a cookie for www, local
// storage for app.
func newSession(token, clientID string) (*session.Session, error) {
	if clientID == "" {
		clientID = ClientID("")
	}
	cookie, err := json.Marshal(map[string]string{"authentication_token": token, "authToken": token})
	if err != nil {
		return nil, fmt.Errorf("encode the sign-in cookie: %w", err)
	}
	now := time.Now()
	return &session.Session{
		FormatVersion: session.FormatNow, ClientID: clientID, Token: token, Created: now, LastUsed: now,
		Cookies: []session.Cookie{{
			Name: AuthCookie, Value: url.QueryEscape(string(cookie)), Domain: cookieDomain, Path: "/",
			Expires: float64(now.AddDate(1, 0, 0).Unix()), Secure: true, SameSite: "Lax",
		}},
		Storage: session.Storage{
			AppOrigin:  {tokenKey: token, clientKey: clientID, AuthCookie: string(cookie)},
			SiteOrigin: {tokenKey: token, clientKey: clientID, AuthCookie: string(cookie)},
		},
	}, nil
}

// prove signs in with a session in a context of its own, asks Plex whose it is, and
// opens a page of each site. It returns the session as the sites have updated it.
func (a *Authenticator) prove(ctx context.Context, s *session.Session) (*session.Session, error) {
	site, err := a.Browser.NewSite(ctx, StateOf(s))
	if err != nil {
		return nil, err
	}
	defer site.Close()
	who := Identify(ctx, site, s, "")
	if who.Err != nil {
		return nil, who.Err
	}
	if err := a.bothSites(ctx, site, who.Username); err != nil {
		return nil, err
	}
	cookies, err := site.Cookies(ctx)
	if err != nil {
		return nil, err
	}
	out := *s
	out.Account = session.Account{ID: who.UUID, Username: who.Name()}
	if who.UUID == "" {
		out.Account.ID = who.ID
	}
	out.Cookies = nil
	for _, c := range cookies {
		out.Cookies = append(out.Cookies, session.Cookie(c))
	}
	out.Cookies = session.Reduce(out.Cookies)
	out.Storage = session.ReduceStorage(out.Storage)
	return &out, nil
}

// bothSites opens a page of each of Plex's sites and checks that it shows a member's
// page.
func (a *Authenticator) bothSites(ctx context.Context, site page.Site, user string) error {
	all := wanted.Selection{Level: "strict"}.Wishes(a.Catalogue)
	firsts := map[string]wanted.Page{}
	for _, w := range all {
		u, err := url.Parse(w.Page.URL)
		if err != nil {
			return err
		}
		// The page with the most signs of a visitor is the best test of its site.
		if old, ok := firsts[u.Host]; !ok || len(w.Page.SignedOut) > len(old.Page.SignedOut) {
			firsts[u.Host] = w
		}
	}
	hosts := slices.Sorted(maps.Keys(firsts))
	errs := make([]error, len(hosts))
	e := &page.Env{Lex: reading.NewLexicon(a.Catalogue, "strict"), Pace: a.Pace, Log: a.Log, User: user}
	var wg sync.WaitGroup
	for i, host := range hosts {
		wg.Go(func() { errs[i] = a.signedInAt(ctx, e, site, host, firsts[host]) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

func (a *Authenticator) signedInAt(ctx context.Context, e *page.Env, site page.Site, host string, w wanted.Page) error {
	tab, err := site.NewTab(ctx)
	if err != nil {
		return err
	}
	defer tab.Close()
	out := page.NewVisit(e, tab, w, page.Purpose{}).Read(ctx)
	switch out.Report.Status {
	case outcome.PageSignedOut:
		return &SiteError{Site: host, Detail: out.Report.Detail}
	case outcome.PageUnreachable, outcome.PageBlocked:
		return &outcome.LaterError{What: host + ": " + out.Report.Detail}
	}
	if out.Settings() == 0 {
		a.Log.Warn("signed in, but the page shows none of its settings", "site", host, "detail", out.Report.Detail)
	}
	return nil
}

// SignInWindow opens Plex's own sign-in page in a visible window and waits for the
// person. It types and clicks nothing. Once they are signed in, it reads the session
// from Plex's own documents.
func (a *Authenticator) SignInWindow(ctx context.Context, say func(string)) (*session.Session, error) {
	site, err := a.Browser.NewSite(ctx, automation.SiteState{})
	if err != nil {
		return nil, err
	}
	defer site.Close()
	tab, err := site.NewTab(ctx)
	if err != nil {
		return nil, windowGone(ctx, err)
	}
	if _, err := tab.Goto(ctx, page.SignInURL+url.QueryEscape(SiteOrigin+"/")); err != nil {
		return nil, &outcome.LaterError{What: err.Error()}
	}
	say("Sign in to Plex in the window that has opened. I wait until you have. To give up, close it or press Ctrl-C.")
	if err := a.awaitSite(ctx, tab, site); err != nil {
		return nil, windowGone(ctx, err)
	}
	say("Signed in at www.plex.tv. Checking app.plex.tv …")
	if _, err := tab.Goto(ctx, appURL); err != nil {
		return nil, windowGone(ctx, err)
	}
	held, err := a.awaitApp(ctx, tab)
	if err != nil {
		return nil, windowGone(ctx, err)
	}
	say("Signed in at both sites.")
	s, err := newSession(held[tokenKey], held[clientKey])
	if err != nil {
		return nil, err
	}
	cookies, err := site.Cookies(ctx)
	if err != nil {
		return nil, windowGone(ctx, err)
	}
	s.Cookies = nil
	for _, c := range cookies {
		s.Cookies = append(s.Cookies, session.Cookie(c))
	}
	s.Cookies = session.Reduce(s.Cookies)
	who := WhoIs(ctx, site, s.Token, s.ClientID)
	if who.Err != nil {
		return nil, who.Err
	}
	s.Account = session.Account{ID: who.UUID, Username: who.Name()}
	return s, nil
}

// windowPoll is the pause between two looks at the sign-in window. Whoever types in it
// does not notice half a second.
const windowPoll = 500 * time.Millisecond

// awaitSite waits until the window is back on www.plex.tv and signed in there.
func (a *Authenticator) awaitSite(ctx context.Context, tab page.Tab, site page.Site) error {
	return automation.Until(ctx, "wait", "the sign-in", windowPoll, func(ctx context.Context) (bool, string, error) {
		at, err := tab.URL(ctx)
		if err != nil {
			return false, "", err
		}
		if u, err := url.Parse(at); err != nil || u.Scheme+"://"+u.Host != SiteOrigin || strings.HasPrefix(page.WithoutLanguage(u.Path), "/sign-in") {
			return false, "", nil
		}
		cookies, err := site.Cookies(ctx)
		if err != nil {
			return false, "", err
		}
		for _, c := range cookies {
			if c.Name == AuthCookie && c.Value != "" && strings.HasSuffix("."+c.Domain, cookieDomain) {
				return true, "", nil
			}
		}
		l, err := tab.Look(ctx, sight.Ask{})
		if err != nil {
			return false, "", nil //nolint:nilerr // the window is between two pages
		}
		for _, b := range l.Buttons {
			if sight.IsPhrase(b.Title(), a.Catalogue.Words.SignOut.All()) {
				return true, "", nil
			}
		}
		return false, "", nil
	})
}

// awaitApp waits until app.plex.tv holds a token.
func (a *Authenticator) awaitApp(ctx context.Context, tab page.Tab) (map[string]string, error) {
	var held map[string]string
	err := automation.Until(ctx, "wait", "app.plex.tv to know the sign-in", windowPoll, func(ctx context.Context) (bool, string, error) {
		at, err := tab.URL(ctx)
		if err != nil {
			return false, "", err
		}
		if !strings.HasPrefix(at, AppOrigin+"/") {
			return false, "", nil
		}
		if held, err = tab.LocalStorage(ctx, []string{tokenKey, clientKey}); err != nil {
			return false, "", nil //nolint:nilerr // the window is between two pages
		}
		return held[tokenKey] != "", "", nil
	})
	return held, err
}

// windowGone replaces the error that a closed window causes by one that says so.
func windowGone(ctx context.Context, err error) error {
	if s := outcome.Stopped(ctx); s != nil {
		return s
	}
	if errors.Is(err, automation.ErrCrashed) || errors.Is(err, context.Canceled) {
		return fmt.Errorf("%w: the window was closed before the sign-in was done; nothing was stored", outcome.ErrSignIn)
	}
	return err
}
