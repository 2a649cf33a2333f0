package flows

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// inSections puts the email page's controls into two of the three sections of an
// accordion.
func (w *world) inSections(panels string) {
	p := w.plex.page("https://www.plex.tv/email-preferences/")
	p.tabs, p.panels = []string{"Marketing Emails", "Discover Emails", "Your account"}, panels
	for _, c := range p.controls {
		c.tab = p.tabs[1]
		if strings.HasPrefix(c.key, "email.marketing/") {
			c.tab = p.tabs[0]
		}
	}
}

// Opening one section may close another. Settings that show are set and proved. Those
// in the closed section are left alone and reported as closed.
func TestSectionsThatCloseOneAnother(t *testing.T) {
	for panels, want := range map[string]struct {
		marketing outcome.Result
		exit      int
		stored    string
		says      string
	}{
		"many": {outcome.Verified, outcome.ExitOK, "off", ""},
		"one":  {outcome.Unreadable, outcome.ExitPartly, "on", "closed by another one: Marketing Emails"},
		"anew": {outcome.Unreadable, outcome.ExitPartly, "on", "closed by another one: Marketing Emails"},
	} {
		t.Run(panels, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.inSections(panels)
				r := w.apply(wanted.Selection{Level: "recommended", Pages: []string{"email"}})
				if got := setting(t, r, "email.discover"); got.Result != outcome.Verified {
					t.Errorf("email.discover is %s (%s), want verified", got.Result, got.Detail)
				}
				if got := setting(t, r, "email.marketing"); got.Result != want.marketing || !strings.Contains(got.Detail, want.says) {
					t.Errorf("email.marketing has the wrong result %s (%s)", got.Result, got.Detail)
				}
				if r.ExitCode != want.exit {
					t.Errorf("exit code %d", r.ExitCode)
				}
				for key, value := range w.plex.state() {
					if strings.HasPrefix(key, "email.discover/") && value != "off" || strings.HasPrefix(key, "email.marketing/") && value != want.stored {
						t.Errorf("Plex has a wrong value: %s is %s", key, value)
					}
				}
			})
		})
	}
}

// A setting that only some accounts have is not reported as absent because its section
// is closed.
func TestClosedSectionIsNotCalledAbsent(t *testing.T) {
	for _, tabs := range [][]string{
		{"Advertising Consent", "Optional Playback Data"}, {"Optional Playback Data", "Advertising Consent"}, {"Targeted Advertising", "Optional Playback Data"},
	} {
		t.Run(fmt.Sprint(tabs), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				p := w.withPrivacy(0, 0)
				consent := &fakeControl{key: "privacy.advertising-consent/advertising-consent", label: "I consent to advertising", tab: tabs[0]}
				if tabs[0] == "Optional Playback Data" {
					consent.tab = tabs[1]
				}
				p.controls = append(p.controls, consent)
				w.plex.stored[consent.key] = "on"
				p.controls[0].tab, p.tabs, p.panels = "Optional Playback Data", tabs, "one"
				r := w.apply(wanted.Selection{Level: "recommended", Pages: []string{"privacy"}})
				for id, key := range map[string]string{"privacy.playback-data": p.controls[0].key, "privacy.advertising-consent": consent.key} {
					got := setting(t, r, id)
					done := got.Result == outcome.Verified && w.plex.state()[key] == "off"
					left := got.Result == outcome.Unreadable && w.plex.state()[key] == "on" && strings.Contains(got.Detail, "a section that is closed")
					if !done && !left {
						t.Errorf("%s is neither set nor reported as closed: %s (%s), Plex has %s", id, got.Result, got.Detail, w.plex.state()[key])
					}
				}
			})
		})
	}
}
