package flows

import (
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/selectors"
)

// A token is accepted only if both of Plex's sites accept it. The error names the one
// that does not.
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
				w.browser.mayAct = false
				for _, p := range w.plex.pages {
					if app := strings.HasPrefix(p.url, signin.AppOrigin); (app && !c.app) || (!app && !c.www) {
						*p = fakePage{url: p.url, origin: p.origin, title: "Plex", bulk: visitor}
					}
				}
				w.plex.pages = append(w.plex.pages, &fakePage{url: page.SignInURL, origin: signin.SiteOrigin, title: "Plex", bulk: visitor})
				cat := *w.cat // all tests share the catalogue
				cat.Pages = slices.DeleteFunc(slices.Clone(cat.Pages), func(p selectors.Page) bool {
					return p.ID == "privacy" // the fake does not have it
				})
				r := &signin.Authenticator{Catalogue: &cat, Browser: w.browser, Pace: testPace(), Log: slog.New(slog.DiscardHandler)}
				s, err := r.SignInToken(t.Context(), "the-token", "plexpriv-mine")
				if len(c.want) == 0 {
					if err != nil || s.Token != "the-token" || s.ClientID != "plexpriv-mine" || s.Account.Username != "ada" || s.Account.ID != testUser {
						t.Errorf("%v, %v", s, err)
					}
					return
				}
				var site *signin.SiteError
				if !errors.As(err, &site) || !errors.Is(err, outcome.ErrSignIn) || s != nil {
					t.Fatalf("%v, %v", s, err)
				}
				for _, host := range []string{"www.plex.tv", "app.plex.tv"} {
					named := strings.Contains(err.Error(), host+" does not accept")
					if wanted := strings.Contains(strings.Join(c.want, " "), host); named != wanted {
						t.Errorf("%s is named in the error: %v: %v", host, named, err)
					}
				}
			})
		})
	}
}
