package flows

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Whenever the time for an account runs out, the report gives that as the reason. What
// was not read by then is not called a changed page, and what was not proved is not
// called done.
func TestTimeoutAtEveryMoment(t *testing.T) {
	const step, last = 730 * time.Millisecond, 31 * time.Second
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
						t.Errorf("with a limit of %s: exit code %d: %q", limit, r.ExitCode, r.Accounts[0].Error)
					}
					for _, s := range r.Accounts[0].Settings {
						if s.Result == outcome.NotFound || strings.Contains(s.Detail, "within 30s") {
							t.Errorf("with a limit of %s: %s is %s: %s", limit, s.ID, s.Result, s.Detail)
						}
						for _, x := range s.Controls {
							if stored := w.plex.stored[s.ID+"/"+x.ID]; x.Result == outcome.Verified && (stored == "on" || stored == "Anyone") {
								t.Errorf("with a limit of %s: %s/%s is reported as verified, but Plex has %q", limit, s.ID, x.ID, stored)
							}
						}
					}
				})
			}
			if done == 0 {
				t.Errorf("the run was never done, not even within %s", last)
			}
		})
	}
}

// If setting a long list takes longer than there is time, there must be enough time
// left to prove what was saved, on this page and the others.
func TestSlowListLeavesTimeToProveTheRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.plex.page("https://www.plex.tv/vendors-us/")
		p.bulk, p.save = "", "Save"
		for i := range 40 {
			key := fmt.Sprintf("vendors.personalized-ads/Vendor %03d", i)
			p.controls = append(p.controls, &fakeControl{key: key, label: strings.TrimPrefix(key, "vendors.personalized-ads/"), section: "Vendors"})
			w.plex.stored[key] = "on"
		}
		w.plex.acting = func(what string) {
			if strings.Contains(what, "Vendor 0") {
				time.Sleep(4 * time.Second)
			}
		}
		r := w.run(t.Context(), Request{Command: "apply", Selection: recommended(), Limit: 90 * time.Second})
		if r.ExitCode != outcome.ExitTryLater || !strings.Contains(r.Accounts[0].Error, "--timeout") {
			t.Errorf("exit code %d: %q", r.ExitCode, r.Accounts[0].Error)
		}
		for id, want := range map[string]outcome.Result{"email.marketing": outcome.Verified, "visibility.ratings": outcome.Verified, "vendors.data-sale": outcome.Verified, "vendors.personalized-ads": outcome.Skipped} {
			if got := setting(t, r, id); got.Result != want {
				t.Errorf("%s is %s (%s), want %s", id, got.Result, got.Detail, want)
			}
		}
		set := 0
		for _, x := range setting(t, r, "vendors.personalized-ads").Controls {
			stored := w.plex.stored["vendors.personalized-ads/"+x.ID]
			if want := map[string]outcome.Result{"off": outcome.Verified, "on": outcome.Skipped}[stored]; x.Result != want {
				t.Errorf("row %s is %s in Plex, but reported as %s", x.ID, stored, x.Result)
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

// toldTime is an observer that keeps what it is told of the time.
type toldTime struct{ limits []time.Duration }

func (*toldTime) Step(string, string, Step) {}

func (t *toldTime) Rows(_ string, _ int, limit time.Duration) { t.limits = append(t.limits, limit) }

// TestTheTimeGrowsWithTheRows gives an account with a long list enough time to set all of
// it, and says so, unless the person has asked for a time.
func TestTheTimeGrowsWithTheRows(t *testing.T) {
	for perRow, want := range map[time.Duration]struct {
		result outcome.Result
		limits []time.Duration
	}{
		0:           {outcome.Skipped, nil},
		time.Second: {outcome.Verified, []time.Duration{290 * time.Second}},
	} {
		synctest.Test(t, func(t *testing.T) {
			var rows []*fakeControl
			for i := range 300 {
				rows = append(rows, vendor(fmt.Sprintf("Vendor %03d", i), "Vendors", ""))
			}
			w := newWorld(t)
			w.vendorsPage(rows...)
			w.plex.acting = func(what string) {
				if strings.Contains(what, "Vendor ") {
					time.Sleep(500 * time.Millisecond)
				}
			}
			observer := &toldTime{}
			w.observer = observer
			r := w.run(t.Context(), Request{Command: "apply", Selection: onlyVendors, Limit: 90 * time.Second, PerRow: perRow})
			if got := setting(t, r, "vendors.personalized-ads"); got.Result != want.result {
				t.Errorf("with %s a row it is %s (%s), want %s", perRow, got.Result, got.Detail, want.result)
			}
			if !slices.Equal(observer.limits, want.limits) {
				t.Errorf("with %s a row the person is told of %v, want %v", perRow, observer.limits, want.limits)
			}
		})
	}
}

// Once the time is needed for the proof, a whole list is not set at once either.
func TestNoBulkControlIsPressedAfterTheTimeForActing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.vendorsPage(vendor("Acme", "Vendors", "Vendors"), vendor("Bidder", "Legitimate interest", "Legitimate interest"))
		p.tabs, p.bulk = []string{"Vendors", "Legitimate interest"}, "All No"
		pressed, began := 0, time.Now()
		w.plex.acting = func(what string) {
			if what == "All No" {
				pressed++
				time.Sleep(time.Until(began.Add(167 * time.Second)))
			}
		}
		r := w.run(t.Context(), Request{Command: "apply", Selection: onlyVendors, Limit: 180 * time.Second})
		if pressed != 1 {
			t.Errorf("the bulk control was pressed %d times, want once: the second time there was no time left", pressed)
		}
		if got := setting(t, r, "vendors.personalized-ads"); r.ExitCode != outcome.ExitTryLater || got.Result != outcome.Skipped {
			t.Errorf("exit code %d, result %s (%s); want %d and %s", r.ExitCode, got.Result, got.Detail, outcome.ExitTryLater, outcome.Skipped)
		}
	})
}
