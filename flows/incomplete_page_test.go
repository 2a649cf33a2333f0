package flows

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// If the load of a page broke off, controls may be missing only for that reason. The
// page is loaded again; if it never arrives whole, nothing on it is believed.
func TestIncompletePageIsLoadedAgain(t *testing.T) {
	for name, tc := range map[string]struct {
		halves int
		status outcome.PageStatus
		exit   int
	}{
		"once":   {1, outcome.PageOK, outcome.ExitDiffers},
		"always": {99, outcome.PageUnreachable, outcome.ExitTryLater},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				p := w.withPrivacy(0, 0)
				p.controls = append(p.controls, &fakeControl{key: "privacy.advertising-consent/advertising-consent", label: "Advertising Consent"})
				w.plex.stored[p.controls[0].key], w.plex.stored[p.controls[1].key] = "off", "on"
				p.halves = tc.halves
				only := wanted.Selection{Level: "recommended", Pages: []string{"privacy"}, Skip: []string{"privacy.library-stats"}}
				r := w.run(t.Context(), Request{Command: "check", Selection: only})
				got := r.Accounts[0].Pages[0]
				if got.Status != tc.status || r.ExitCode != tc.exit {
					t.Errorf("page status %s (%s), exit code %d; want %s and %d: %+v", got.Status, got.Detail, r.ExitCode, tc.status, tc.exit, r.Accounts[0].Settings)
				}
				if tc.status == outcome.PageUnreachable && !strings.Contains(got.Detail, "broke off") {
					t.Errorf("the detail does not say that the page broke off: %s", got.Detail)
				}
			})
		})
	}
}

// A page that has done something past the guard is not believed, and the report says what
// it was.
func TestPageThatWentPastTheGuardIsBlocked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.withPrivacy(0, 0).unseen = "the browser sent GET https://www.plex.tv/users/sign_out"
		only := wanted.Selection{Level: "recommended", Pages: []string{"privacy"}}
		r := w.run(t.Context(), Request{Command: "check", Selection: only})
		got := r.Accounts[0].Pages[0]
		if got.Status != outcome.PageBlocked || r.ExitCode != outcome.ExitTryLater || !strings.Contains(got.Detail, "users/sign_out") {
			t.Errorf("page status %s (%s), exit code %d", got.Status, got.Detail, r.ExitCode)
		}
		for _, x := range r.Accounts[0].Settings {
			if x.Result != outcome.Unreadable {
				t.Errorf("%s is %s", x.ID, x.Result)
			}
		}
	})
}
