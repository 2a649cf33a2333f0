package signin

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/selectors"
)

// The waits of a sign-in in a window. Whoever types in it does not notice windowPoll, the
// pause between two looks. windowProbe is the pause between two looks at app.plex.tv in a
// tab of its own, and windowSettles how long a sign-in page may take to go on after the
// sign-in. After windowQuiet the person is told what is waited for.
const (
	windowPoll    = 500 * time.Millisecond
	windowProbe   = 10 * time.Second
	windowSettles = 5 * time.Second
	windowQuiet   = 20 * time.Second
)

// SignInWindow opens Plex's own sign-in page in a visible window and waits for the
// person. It types and clicks nothing. Once they are signed in, it takes what Plex's own
// documents have stored, and makes sure that all of it is one account's.
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
	w := &window{site: site, tab: tab, words: a.Catalogue.Words, say: say}
	if err := w.awaitSignIn(ctx); err != nil {
		return nil, windowGone(ctx, err)
	}
	say("Signed in. Reading what www.plex.tv and app.plex.tv have stored …")
	stored, err := w.read(ctx)
	if err != nil {
		return nil, windowGone(ctx, err)
	}
	cookies, err := site.Cookies(ctx)
	if err != nil {
		return nil, windowGone(ctx, err)
	}
	s, err := sessionOf(cookies, stored)
	if err != nil {
		return nil, err
	}
	is := (&Owners{}).Of(ctx, site, Expected{}, Carried{Token: s.Token, ClientID: s.ClientID, Cookies: cookies, Stored: stored})
	if is.Err != nil {
		return nil, is.Err
	}
	s.Account = is.account()
	return s, nil
}

// window is a sign-in window, and what the person was told.
type window struct {
	site  page.Site
	tab   page.Tab
	words selectors.Words
	say   func(string)
	// since is when the waiting began, said the last thing that was told about it.
	since time.Time
	said  string
	// probed is when app.plex.tv was looked at, held since when there is a sign-in cookie.
	probed, held time.Time
}

// awaitSignIn waits until somebody is signed in. Plex may lead them to any of its sites:
// what counts is a sign of them on one that is no sign-in page, or a token that
// app.plex.tv has stored.
func (w *window) awaitSignIn(ctx context.Context) error {
	w.since, w.probed = time.Now(), time.Now()
	return automation.Until(ctx, "wait", "the sign-in", windowPoll, func(ctx context.Context) (bool, string, error) {
		at, err := w.tab.URL(ctx)
		if err != nil {
			return false, "", err
		}
		cookie, err := w.hasCookie(ctx)
		if err != nil {
			return false, "", err
		}
		u, err := url.Parse(at)
		switch {
		case err != nil || u.Scheme != "https" || !strings.HasSuffix("."+u.Host, cookieDomain):
			w.still("nobody has come back to Plex yet; the window is at " + page.HostOf(at))
			return false, "", nil
		case page.AtSignIn(at):
			w.still("nobody has signed in yet; the window is at " + outcome.Address(at))
			return cookie && time.Since(w.held) >= windowSettles, "", nil
		case cookie || w.signOutShows(ctx):
			return true, "", nil
		}
		w.still(fmt.Sprintf("the window is at %s, and neither a cookie of Plex nor %s says that somebody is signed in", u.Host, HostApp))
		return w.appHolds(ctx, u), "", nil
	})
}

// still tells what is waited for, after a while and when it has changed.
func (w *window) still(what string) {
	if time.Since(w.since) < windowQuiet || what == w.said {
		return
	}
	w.said = what
	w.say("Still waiting: " + what + ".")
}

// hasCookie says whether there is the cookie that Plex's sites share.
func (w *window) hasCookie(ctx context.Context) (bool, error) {
	cookies, err := w.site.Cookies(ctx)
	if err != nil {
		return false, err
	}
	for _, c := range cookies {
		if c.Value != "" && isAuthCookie(c) {
			if w.held.IsZero() {
				w.held = time.Now()
			}
			return true, nil
		}
	}
	w.held = time.Time{}
	return false, nil
}

// signOutShows says whether the window offers to sign out.
func (w *window) signOutShows(ctx context.Context) bool {
	l, err := w.tab.Look(ctx, sight.Ask{})
	if err != nil {
		return false // the window is between two pages
	}
	for _, b := range l.Buttons {
		if sight.IsPhrase(b.Title(), w.words.SignOut.All()) {
			return true
		}
	}
	return false
}

// appHolds says whether app.plex.tv has stored a token: in the window, if that is there, or
// now and then in a tab of its own.
func (w *window) appHolds(ctx context.Context, at *url.URL) bool {
	if at.Host == HostApp {
		_, ok := storedAt(ctx, w.tab, AppOrigin)
		return ok
	}
	if time.Since(w.probed) < windowProbe {
		return false
	}
	tab, err := w.site.NewTab(ctx)
	if err != nil {
		return false
	}
	defer tab.Close()
	defer func() { w.probed = time.Now() }()
	if _, err := tab.Goto(ctx, appURL); err != nil {
		return false
	}
	_, ok := storedAt(ctx, tab, AppOrigin)
	return ok
}

// storedAt reads what an origin has stored, and says whether a token is there. What a
// document of another origin says is not believed, wherever the tab was a moment ago.
func storedAt(ctx context.Context, tab page.Tab, origin string) (automation.Stored, bool) {
	s, err := tab.LocalStorage(ctx, StorageKeys)
	if err != nil || s.Origin != origin {
		return automation.Stored{}, false // the window is between two pages
	}
	return s, s.Values[tokenKey] != ""
}

// read waits until app.plex.tv has a token, and returns what both sites have stored. It
// waits in the window itself, because app.plex.tv may ask the person who is there.
func (w *window) read(ctx context.Context) ([]automation.Stored, error) {
	if _, err := w.tab.Goto(ctx, appURL); err != nil {
		return nil, err
	}
	w.since, w.said = time.Now(), ""
	var app automation.Stored
	err := automation.Until(ctx, "wait", HostApp+" to know the sign-in", windowPoll, func(ctx context.Context) (bool, string, error) {
		if _, err := w.tab.URL(ctx); err != nil {
			return false, "", err
		}
		var ok bool
		app, ok = storedAt(ctx, w.tab, AppOrigin)
		w.still(HostApp + " does not know of the sign-in yet; if it asks who is there, choose yourself")
		return ok, "", nil
	})
	if err != nil {
		return nil, err
	}
	tab, err := w.site.NewTab(ctx)
	if err != nil {
		return nil, err
	}
	defer tab.Close()
	if _, err := tab.Goto(ctx, SiteOrigin+"/"); err != nil {
		return nil, err
	}
	www, _ := storedAt(ctx, tab, SiteOrigin)
	return []automation.Stored{app, www}, nil
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
