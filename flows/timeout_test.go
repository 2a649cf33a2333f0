package flows

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Whenever the time for an account is over, that is the cause: what has not been
// read by then is not called a page that has changed, and what has not been proved
// is not called done.
func TestTheTimeIsOver(t *testing.T) {
	const step, last = 730 * time.Millisecond, 27 * time.Second
	for name, c := range map[string]struct {
		req  Request
		done int
	}{
		"check":   {Request{Command: "check"}, outcome.ExitDiffers},
		"dry run": {Request{Command: "apply", DryRun: true}, outcome.ExitDiffers},
		"apply":   {Request{Command: "apply"}, outcome.ExitOK},
	} {
		t.Run(name, func(t *testing.T) {
			done := 0
			for limit := step; limit <= last; limit += step {
				synctest.Test(t, func(t *testing.T) {
					w := newWorld(t)
					w.plex.page("https://www.plex.tv/email-preferences/").halves = 1
					w.plex.page("https://app.plex.tv/desktop/#!/settings/account").opens = 400 * time.Millisecond
					w.plex.page("https://www.plex.tv/vendors-us/").perPage = 2
					for _, v := range vendorControls[1:] {
						w.plex.control(v.key).section = "Our vendors"
					}
					c.req.Selection, c.req.Limit = recommended(), limit
					r := w.run(t.Context(), c.req)
					switch {
					case r.ExitCode == c.done:
						done++
					case r.ExitCode != outcome.ExitTryLater || !strings.Contains(r.Accounts[0].Error, "--timeout"):
						t.Errorf("within %s: exit code %d: %q", limit, r.ExitCode, r.Accounts[0].Error)
					}
					for _, s := range r.Accounts[0].Settings {
						if s.Result == outcome.NotFound || strings.Contains(s.Detail, "within 30s") {
							t.Errorf("within %s: %s is %s: %s", limit, s.ID, s.Result, s.Detail)
						}
						for _, x := range s.Controls {
							if stored := w.plex.stored[s.ID+"/"+x.ID]; x.Result == outcome.Verified && (stored == "on" || stored == "Anyone") {
								t.Errorf("within %s: %s/%s is called verified, and Plex has %q", limit, s.ID, x.ID, stored)
							}
						}
					}
				})
			}
			if done == 0 {
				t.Errorf("not done within %s", last)
			}
		})
	}
}

// A list that takes longer than there is time for does not keep what was saved, on
// the other pages and of its own, from being proved.
func TestASlowListLeavesTimeToProveTheRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.plex.page("https://www.plex.tv/vendors-us/")
		p.bulk, p.save = "", "Save"
		for i := range 40 {
			key := fmt.Sprintf("vendors.personalized-ads/Vendor %03d", i)
			p.controls = append(p.controls, &fakeControl{key: key, label: strings.TrimPrefix(key, "vendors.personalized-ads/"), section: "Vendors"})
			w.plex.stored[key] = "on"
		}
		w.plex.slow = func(what string) time.Duration {
			if strings.Contains(what, "Vendor 0") {
				return 4 * time.Second
			}
			return 0
		}
		r := w.run(t.Context(), Request{Command: "apply", Selection: recommended(), Limit: 90 * time.Second})
		if r.ExitCode != outcome.ExitTryLater || !strings.Contains(r.Accounts[0].Error, "--timeout") {
			t.Errorf("exit code %d: %q", r.ExitCode, r.Accounts[0].Error)
		}
		for id, want := range map[string]outcome.Result{"email.marketing": outcome.Verified, "visibility.ratings": outcome.Verified, "vendors.data-sale": outcome.Verified, "vendors.personalized-ads": outcome.Skipped} {
			if got := setting(t, r, id); got.Result != want {
				t.Errorf("%s: %s (%s), want %s", id, got.Result, got.Detail, want)
			}
		}
		set := 0
		for _, x := range setting(t, r, "vendors.personalized-ads").Controls {
			stored := w.plex.stored["vendors.personalized-ads/"+x.ID]
			if want := map[string]outcome.Result{"off": outcome.Verified, "on": outcome.Skipped}[stored]; x.Result != want {
				t.Errorf("%s is %s, and called %s", x.ID, stored, x.Result)
			}
			if stored == "off" {
				set++
			}
		}
		if set < 8 {
			t.Errorf("only %d rows were set", set)
		}
	})
}
