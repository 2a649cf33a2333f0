package flows

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// A session may end at any moment of a run. From then on a page that visitors see too
// does not show the account's values, and proves nothing.
func TestVisitorPageProvesNothing(t *testing.T) {
	all := []string{"email", "vendors", "visibility"}
	for name, c := range map[string]struct {
		pages   []string
		ends    int
		quietly bool
		polite  bool
		want    int
	}{
		"before anything is saved":                   {all, -1, false, false, outcome.ExitSignIn},
		"before anything is saved, token accepted":   {all, -1, true, false, outcome.ExitSignIn},
		"after the first save":                       {all, 1, false, false, outcome.ExitSignIn},
		"after the second save":                      {all, 2, false, false, outcome.ExitSignIn},
		"after the last save":                        {all, 3, false, false, outcome.ExitSignIn},
		"after the first save, token accepted":       {all, 1, true, false, outcome.ExitSignIn},
		"vendors alone, after its save":              {[]string{"vendors"}, 1, false, false, outcome.ExitSignIn},
		"after the first save, redirected":           {all, 1, true, true, outcome.ExitSignIn},
		"vendors alone, before its save, redirected": {[]string{"vendors"}, 0, false, true, outcome.ExitSignIn},
		"vendors alone, before its save":             {[]string{"vendors"}, 0, true, false, outcome.ExitPartly},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				vendors := w.plex.page("https://www.plex.tv/vendors-us/")
				w.plex.pages = append(w.plex.pages, &fakePage{url: page.SignInURL, origin: signin.SiteOrigin, title: "Plex"})
				vendors.public, vendors.save = true, "Save"
				w.plex.ends, w.plex.quietly, w.plex.politely = c.ends, c.quietly, c.polite
				w.plex.ended = c.ends < 0
				if c.ends == 0 { // after the change, before the save
					w.plex.acting = func(what string) {
						if strings.Contains(what, "Save") {
							w.plex.mu.Lock()
							defer w.plex.mu.Unlock()
							w.plex.ended = true
						}
					}
				}
				r := w.apply(wanted.Selection{Level: "recommended", Pages: c.pages})
				if r.ExitCode != c.want {
					t.Errorf("exit code %d, want %d: %s", r.ExitCode, c.want, r.Accounts[0].Error)
				}
				for _, s := range r.Accounts[0].Settings {
					for _, x := range s.Controls {
						if stored := w.plex.stored[s.ID+"/"+x.ID]; (x.Result == outcome.Verified || x.Result == outcome.Already) && (stored == "on" || stored == "Anyone") {
							t.Errorf("%s/%s is reported as %s, but Plex has %q", s.ID, x.ID, x.Result, stored)
						}
					}
				}
				for _, run := range w.journal().Runs() {
					for _, x := range run.Changes {
						if stored := w.plex.stored[x.Setting+"/"+x.Control]; x.After != "" && stored == "on" && x.Result == string(outcome.Verified) {
							t.Errorf("the journal says that %s/%s is %s (%s), but Plex has %q", x.Setting, x.Control, x.After, x.Result, stored)
						}
					}
				}
			})
		})
	}
}

// A report is about whoever is signed in. It has the stored name only where Plex does
// not say who that is.
func TestSomebodyElseIsNotCalledByTheStoredName(t *testing.T) {
	for whois, want := range map[string]string{
		`{"uuid":"somebody-else","username":"bob"}`: "bob",
		`{"uuid":"somebody-else"}`:                  "",
		`{"id":7}`:                                  "",
		`{}`:                                        "ada",
	} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			w.plex.whois = whois
			r := w.run(t.Context(), Request{Command: "check", Selection: recommended()})
			if got := r.Accounts[0]; got.Account != want || got.Error == "" {
				t.Errorf("%s: the report is about %q, want %q; error %q", whois, got.Account, want, got.Error)
			}
		})
	}
}

// Plex need not name the same account by both of its numbers each time.
func TestOneNumberOfAnAccountIsEnough(t *testing.T) {
	s := &openSite{status: signin.Identity{ID: "7", UUID: "u1", Username: "ada"}}
	for body, same := range map[string]bool{
		`{"id":7}`: true, `{"uuid":"u1"}`: true, `<user id="7"/>`: true, `{"id":8}`: false, `{"uuid":"u2","id":7}`: false,
	} {
		u, err := signin.ReadUser([]byte(body))
		if err != nil {
			t.Fatal(err)
		}
		now := identityAt{Identity: signin.Identity{ID: u.ID, UUID: u.UUID}, at: time.Now()}
		if s.lost(t.Context(), nil, now) == same {
			t.Errorf("%s: the session is lost: %t", body, same)
		}
		if err := s.sameAccountOn(t.Context(), answering{body: body}); (err == nil) != same {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// answering is a tab whose page got one answer.
type answering struct {
	page.Tab
	body string
}

func (a answering) Answers(context.Context, func(string) bool) []automation.Answer {
	return []automation.Answer{{Status: 200, Body: a.body}}
}
