package flows

import (
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/selectors"
)

const bob = `{"uuid":"somebody-else","username":"bob@example.org"}`

// whoseCases are sessions of ada's, and what is wrong with them.
var whoseCases = map[string]struct {
	spoil func(*world)
	// site is the site that the error names with its account, shut the one whose pages
	// count as signed out. later says that the run has to be tried again later.
	site, shut string
	later      bool
}{
	"all hers":            {spoil: func(*world) {}},
	"no answer by cookie": {spoil: func(*world) {}},
	"the cookies say so, too": {spoil: func(w *world) {
		w.plex.owners[""] = `{"uuid":"` + testUser + `","username":"ada"}`
		w.state.Cookies = nil
	}},
	"the cookies are bob's": {spoil: func(w *world) { w.plex.owners[""] = bob }, site: "www.plex.tv"},
	"the token in the cookie is bob's": {spoil: func(w *world) {
		w.state.Cookies = []automation.Cookie{authCookie("bob's")}
	}, site: "www.plex.tv"},
	"one of two cookies is bob's": {spoil: func(w *world) {
		other := authCookie("bob's")
		other.Domain = "www.plex.tv"
		w.state.Cookies = append(w.state.Cookies, other)
	}, site: "www.plex.tv"},
	"what the app has stored is bob's": {spoil: func(w *world) {
		w.state.Storage[signin.AppOrigin]["myPlexAccessToken"] = "bob's"
	}, site: "app.plex.tv"},
	"the app's other entry is bob's": {spoil: func(w *world) {
		w.state.Storage[signin.AppOrigin]["plex_tv_auth"] = `{"authToken":"bob's"}`
	}, site: "app.plex.tv"},
	"what www has stored is bob's": {spoil: func(w *world) {
		w.state.Storage[signin.SiteOrigin] = map[string]string{"myPlexAccessToken": "bob's"}
	}, site: "www.plex.tv"},
	"no cookie names anybody": {spoil: func(w *world) { w.state.Cookies = nil }, shut: "www.plex.tv"},
	"the cookie's token has ended": {spoil: func(w *world) {
		w.plex.dead = "dead"
		w.state.Cookies = []automation.Cookie{authCookie("dead")}
	}, shut: "www.plex.tv"},
	"the app's token has ended": {spoil: func(w *world) {
		w.plex.dead = "dead"
		w.state.Storage[signin.AppOrigin]["myPlexAccessToken"] = "dead"
	}, shut: "app.plex.tv"},
	"the cookies alone are refused":       {spoil: func(w *world) { w.plex.bare = automation.Fetched{Status: 403, Body: `{"errors":[{"code":1000}]}`} }},
	"the cookies alone are a bad request": {spoil: func(w *world) { w.plex.bare = automation.Fetched{Status: 400} }},
	"a request without a token gets the sign-in page": {spoil: func(w *world) {
		w.plex.bare = automation.Fetched{Status: 200, Body: "<!DOCTYPE html><html><head><title>Sign in</title></head></html>"}
	}},
	"a request without a token gets nobody": {spoil: func(w *world) { w.plex.bare = automation.Fetched{Status: 200, Body: `{"user":null}`} }},
	"the cookies alone are refused, and none names anybody": {spoil: func(w *world) {
		w.plex.bare = automation.Fetched{Status: 403}
		w.state.Cookies = nil
	}, shut: "www.plex.tv"},
	"a firewall answers for the cookies": {spoil: func(w *world) {
		w.plex.bare = automation.Fetched{Status: 403, Body: "<!DOCTYPE html><html><head><title>Request blocked</title></head></html>"}
	}, later: true},
	"half an answer for the cookies":       {spoil: func(w *world) { w.plex.bare = automation.Fetched{Status: 200, Body: `{"uuid":"somebo`} }, later: true},
	"Plex does not answer for the cookies": {spoil: func(w *world) { w.plex.busy = true }, later: true},
}

// Nothing is set unless each part of the session is the account's.
func TestEachPartOfTheSessionIsAskedFor(t *testing.T) {
	for name, c := range whoseCases {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.plex.owners = map[string]string{"bob's": bob}
				c.spoil(w)
				r := w.apply(recommended())
				got := r.Accounts[0]
				switch {
				case c.site != "":
					if r.ExitCode != outcome.ExitSignIn || len(w.plex.writes) > 0 || !strings.Contains(got.Error, c.site+` is signed in as "b`) || strings.Contains(got.Error, "bob@") {
						t.Errorf("exit code %d, %d writes: %s", r.ExitCode, len(w.plex.writes), got.Error)
					}
				case c.later:
					if r.ExitCode != outcome.ExitTryLater || len(w.plex.writes) > 0 {
						t.Errorf("exit code %d, %d writes: %s", r.ExitCode, len(w.plex.writes), got.Error)
					}
				case c.shut != "":
					for _, p := range got.Pages {
						if out := p.Status == outcome.PageSignedOut; out != (page.HostOf(p.URL) == c.shut) {
							t.Errorf("%s is %s: %s", p.URL, p.Status, p.Detail)
						}
					}
					for _, write := range w.plex.writes {
						if app := strings.HasPrefix(write.key, "visibility."); app == (c.shut == signin.HostApp) {
							t.Errorf("%s was set on a site that nothing opens", write.key)
						}
					}
					if r.ExitCode != outcome.ExitSignIn || len(w.plex.writes) == 0 {
						t.Errorf("exit code %d, %d writes", r.ExitCode, len(w.plex.writes))
					}
				default:
					if r.ExitCode != outcome.ExitOK || len(w.plex.writes) == 0 {
						t.Errorf("exit code %d, %d writes: %s", r.ExitCode, len(w.plex.writes), got.Error)
					}
				}
			})
		})
	}
}

// session is the session that w.state is made from.
func (w *world) session() *session.Session {
	s := &session.Session{Token: "ada's", ClientID: "plexpriv-mine", Storage: w.state.Storage}
	for _, c := range w.state.Cookies {
		s.Cookies = append(s.Cookies, session.Cookie(c))
	}
	return s
}

// authenticator proves sessions with the pages that the fake has.
func (w *world) authenticator() *signin.Authenticator {
	cat := *w.cat // all tests share the catalogue
	cat.Pages = slices.DeleteFunc(slices.Clone(cat.Pages), func(p selectors.Page) bool { return p.ID == "privacy" })
	w.browser.mayAct = false
	return &signin.Authenticator{Catalogue: &cat, Browser: w.browser, Pace: testPace(), Log: slog.New(slog.DiscardHandler)}
}

// Before a session is stored the same is asked.
func TestNobodyElsesSessionIsProved(t *testing.T) {
	for name, c := range whoseCases {
		if c.site == "" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.plex.owners = map[string]string{"bob's": bob}
				c.spoil(w)
				p, err := w.authenticator().Prove(t.Context(), w.session())
				if !errors.As(err, new(*outcome.WrongAccountError)) || p.Session != nil || !strings.Contains(err.Error(), c.site) {
					t.Errorf("%v, %v", p.Session, err)
				}
			})
		})
	}
}

// What was stored right after it was proved needs no page to be opened again, but Plex is
// asked whose each part is. What was stored otherwise, or opens a site no longer, is proved
// like any session.
func TestAStoredSessionIsConfirmed(t *testing.T) {
	for name, c := range whoseCases {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.plex.owners = map[string]string{"bob's": bob}
				c.spoil(w)
				a, stored := w.authenticator(), w.session()
				if c.shut == "" {
					a.Catalogue = nil // no page can be opened
				}
				p, err := a.Confirm(t.Context(), stored, signin.Proof{Session: w.session()})
				switch {
				case c.site != "":
					if !errors.As(err, new(*outcome.WrongAccountError)) {
						t.Errorf("%v", err)
					}
				case c.later:
					if !errors.As(err, new(*outcome.LaterError)) {
						t.Errorf("%v", err)
					}
				case c.shut != "":
					if err != nil || len(p.Shut) != 1 || p.Shut[0].Site != c.shut {
						t.Errorf("shut are %v, %v", p.Shut, err)
					}
				case err != nil || p.Session != stored:
					t.Errorf("%v, %v", p.Session, err)
				}
			})
		})
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		other := w.session()
		other.Cookies = nil
		p, err := w.authenticator().Confirm(t.Context(), w.session(), signin.Proof{Session: other})
		if err != nil || p.Session.Account.ID == "" {
			t.Errorf("a session that was not proved: %+v, %v", p, err)
		}
	})
}

// The proof is another browser context. What another account shows there proves nothing.
func TestTheProofIsOfTheSameAccount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.plex.owners = map[string]string{"bob's": bob}
		w.plex.written = func(string, string, string) { w.browser.renew(authCookie("bob's")) }
		r := w.apply(recommended())
		if r.ExitCode != outcome.ExitSignIn || !strings.Contains(r.Accounts[0].Error, "is not proved") || w.cookies != nil {
			t.Errorf("exit code %d, cookies %v: %s", r.ExitCode, w.cookies, r.Accounts[0].Error)
		}
		for _, s := range r.Accounts[0].Settings {
			if s.Result == outcome.Verified {
				t.Errorf("%s is verified", s.ID)
			}
		}
	})
}

// A run never hands on cookies that are somebody else's by its end.
func TestCookiesOfSomebodyElseAreNotKept(t *testing.T) {
	for name, c := range map[string]struct {
		token string
		kept  bool
	}{"hers": {"another of ada's", true}, "bob's": {"bob's", false}, "dead": {"dead", false}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.plex.owners, w.plex.dead = map[string]string{"bob's": bob}, "dead"
				w.browser.told = func() { w.browser.renew(authCookie(c.token)) }
				r := w.run(t.Context(), Request{Command: "check", Selection: recommended()})
				if kept := len(w.cookies) > 0; kept != c.kept || r.Accounts[0].Error != "" {
					t.Errorf("cookies %v, error %q", w.cookies, r.Accounts[0].Error)
				}
			})
		})
	}
}
