package flows

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// A token is accepted if one of Plex's sites accepts it. The proof names the one that does
// not, with its pages.
func TestTokenIsProvedOnBothSites(t *testing.T) {
	const visitor = "Sign In" // the button that a visitor sees
	for name, c := range map[string]struct {
		www, app bool
		want     []string
	}{
		"both":    {true, true, nil},
		"app":     {false, true, []string{"www.plex.tv"}},
		"www":     {true, false, []string{"app.plex.tv"}},
		"neither": {false, false, []string{"www.plex.tv", "app.plex.tv"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				for _, p := range w.plex.pages {
					if app := strings.HasPrefix(p.url, signin.AppOrigin); (app && !c.app) || (!app && !c.www) {
						*p = fakePage{url: p.url, origin: p.origin, title: "Plex", bulk: visitor}
					}
				}
				w.plex.pages = append(w.plex.pages, &fakePage{url: page.SignInURL, origin: signin.SiteOrigin, title: "Plex", bulk: visitor})
				r := w.authenticator()
				p, err := r.SignInToken(t.Context(), "the-token", "plexpriv-mine")
				if len(c.want) == 2 {
					if !errors.As(err, new(*signin.SiteError)) || !errors.Is(err, outcome.ErrSignIn) || p.Session != nil {
						t.Fatalf("%v, %v", p.Session, err)
					}
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				s := p.Session
				if s.Token != "the-token" || s.ClientID != "plexpriv-mine" || s.Account.Username != "ada" || s.Account.ID != testUser {
					t.Errorf("%v", s)
				}
				var shut []string
				for _, e := range p.Shut {
					shut = append(shut, e.Site)
					if pages := strings.Join(e.Pages, " "); pages != map[string]string{"www.plex.tv": "email vendors", "app.plex.tv": "visibility"}[e.Site] {
						t.Errorf("%s shuts %s", e.Site, pages)
					}
				}
				if !slices.Equal(shut, c.want) {
					t.Errorf("shut: %v, want %v", shut, c.want)
				}
			})
		})
	}
}

// What is made up for a token claims no more than is known: the cookie ends with the
// browser, or with the token, and the website gets nothing of the app's.
func TestMadeUpSession(t *testing.T) {
	const signed = "eyJhbGciOiJFZERTQSJ9.eyJleHAiOjE3OTkwMDAwMDB9.c2lnbmF0dXJl" // "exp":1799000000
	for token, expires := range map[string]float64{"the-token": -1, signed: 1799000000} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			p, err := w.authenticator().SignInToken(t.Context(), token, "plexpriv-mine")
			if err != nil {
				t.Fatal(err)
			}
			s := p.Session
			if len(s.Cookies) != 1 || s.Cookies[0].Expires != expires || s.Cookies[0].Domain != ".plex.tv" {
				t.Errorf("%s: %+v expires %v", token, s.Cookies, s.Cookies[0].Expires)
			}
			if end, ok := signin.TokenEnds(s.Token); ok != (expires > 0) || ok && float64(end.Unix()) != expires {
				t.Errorf("%s: the session ends: %v, %s", token, ok, end)
			}
			if app := s.Storage[signin.AppOrigin]; app["myPlexAccessToken"] != token || app["clientID"] != "plexpriv-mine" || len(s.Storage[signin.SiteOrigin]) > 0 {
				t.Errorf("%s: at the app %v, at the website %v", token, app, s.Storage[signin.SiteOrigin])
			}
		})
	}
}
