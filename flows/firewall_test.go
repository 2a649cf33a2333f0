package flows

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

const blockedPage = "<html><head><title>Request blocked</title></head></html>"

// A firewall in front of Plex says nothing of the session. What was saved before it
// answered keeps its proof, or is told as not proved, with the firewall as the reason.
func TestFirewallAfterASave(t *testing.T) {
	only := wanted.Selection{Level: "recommended", Pages: []string{"email", "vendors"}}
	for name, c := range map[string]struct {
		status int
		pages  bool // the firewall answers for pages, too
		want   outcome.Result
		code   int
	}{
		"403 at the API":            {403, false, outcome.Verified, outcome.ExitOK},
		"a script at the API":       {202, false, outcome.Verified, outcome.ExitOK},
		"maintenance of the API":    {503, false, outcome.Verified, outcome.ExitOK},
		"403 everywhere":            {403, true, outcome.Unverified, outcome.ExitPartly},
		"405 everywhere":            {405, true, outcome.Unverified, outcome.ExitPartly},
		"maintenance of everything": {503, true, outcome.Unverified, outcome.ExitPartly},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				up := func() bool {
					w.plex.mu.Lock()
					defer w.plex.mu.Unlock()
					return len(w.plex.writes) > 0
				}
				w.plex.front = func(string) (automation.Fetched, bool) {
					return automation.Fetched{Status: c.status, Body: blockedPage}, up()
				}
				for _, p := range w.plex.pages {
					p.refused = func() int {
						if c.pages && up() {
							return c.status
						}
						return 0
					}
				}
				r := w.apply(only)
				if r.ExitCode != c.code {
					t.Errorf("exit code %d, want %d: %s", r.ExitCode, c.code, r.Accounts[0].Error)
				}
				got := setting(t, r, "email.marketing")
				if got.Result != c.want {
					t.Errorf("email.marketing: %s (%s), want %s", got.Result, got.Detail, c.want)
				}
				if blames := strings.Contains(got.Detail, "a firewall in front of www.plex.tv answers"); blames != c.pages {
					t.Errorf("the detail is %q", got.Detail)
				}
			})
		})
	}
}

// A document that a firewall sent is not searched for controls, and not told as a page
// that has changed or that asks for a sign-in.
func TestFirewallInsteadOfAPage(t *testing.T) {
	for _, status := range []int{401, 403, 405, 406, 503, 202} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			refused := w.plex.page("https://www.plex.tv/email-preferences/")
			refused.refused, refused.title = func() int { return status }, "Request blocked"
			r := w.run(t.Context(), Request{Command: "check", Selection: recommended()})
			for _, p := range r.Accounts[0].Pages {
				if p.ID != "email" {
					continue
				}
				if p.Status != outcome.PageBlocked || !strings.Contains(p.Detail, "www.plex.tv answers") || !strings.Contains(p.Detail, `"Request blocked"`) {
					t.Errorf("%d: page %s, %q", status, p.Status, p.Detail)
				}
			}
			if got := setting(t, r, "email.marketing"); got.Result != outcome.Unreadable || r.ExitCode != outcome.ExitTryLater {
				t.Errorf("%d: %s (%s), exit code %d", status, got.Result, got.Detail, r.ExitCode)
			}
			if len(w.plex.writes) > 0 {
				t.Errorf("%d: %v was written", status, w.plex.writes)
			}
		})
	}
}

// At the start of a run the account must be known. A firewall is no reason to sign in
// again.
func TestFirewallBeforeARun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.plex.front = func(string) (automation.Fetched, bool) {
			return automation.Fetched{Status: 403, Body: blockedPage}, true
		}
		r := w.apply(recommended())
		if r.ExitCode != outcome.ExitTryLater || len(w.plex.writes) > 0 {
			t.Errorf("exit code %d after %d writes", r.ExitCode, len(w.plex.writes))
		}
		if got := r.Accounts[0].Error; !strings.Contains(got, `a firewall in front of plex.tv answers 403 with a page ("Request blocked")`) || strings.Contains(got, "sign-in") {
			t.Errorf("the error is %q", got)
		}
	})
}

// What Plex's API says in XML is as good a witness as what it says in JSON.
func TestXMLIsAWitness(t *testing.T) {
	for body, want := range map[string]outcome.Result{
		`<privacy optOutPlayback="1" optOutLibraryStats="1"/>`:  outcome.Verified,
		`<privacy optOutPlayback="0" optOutLibraryStats="1"/>`:  outcome.Unverified,
		`{"optOutPlayback": false, "optOutLibraryStats": true}`: outcome.Unverified,
	} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			w.withPrivacy(0, 0) // the page itself does not ask the API
			w.plex.front = func(url string) (automation.Fetched, bool) {
				w.plex.mu.Lock()
				defer w.plex.mu.Unlock()
				return automation.Fetched{Status: 200, Body: body}, strings.HasSuffix(url, "/privacy") && len(w.plex.writes) > 0
			}
			r := w.apply(onlyPrivacy)
			if got := setting(t, r, "privacy.playback-data"); got.Result != want {
				t.Errorf("%s: %s (%s), want %s", body, got.Result, got.Detail, want)
			}
		})
	}
}
