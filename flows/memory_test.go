package flows

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// A check reports what somebody else has changed since the last check or apply.
func TestCheckReportsDrift(t *testing.T) {
	const list, surveys = "visibility.watchlist/watchlist", "email.marketing/surveys"
	for name, first := range map[string]func(*world){
		"since an apply": func(w *world) { w.apply(recommended()) },
		"since a check": func(w *world) {
			for key := range w.plex.stored {
				w.plex.stored[key] = "off"
				if w.plex.control(key).options != nil {
					w.plex.stored[key] = "Private"
				}
			}
			w.run(w.t.Context(), Request{Command: "check", Selection: recommended()})
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				first(w)
				day := time.Now().Local().Format(time.DateOnly)
				time.Sleep(48 * time.Hour)
				w.plex.stored[list], w.plex.stored[surveys] = "Anyone", "on"
				r := w.run(t.Context(), Request{Command: "check", Selection: recommended()})

				got := setting(t, r, "visibility.watchlist")
				if want := "was private on " + day + ", now anyone"; got.Result != outcome.WouldChange || got.Detail != want || !got.Drifted {
					t.Errorf("watchlist: %s (%s), want would_change with the detail %q", got.Result, got.Detail, want)
				}
				if got.LastKnown == nil || got.LastKnown.Value != "private" || time.Since(got.LastKnown.Time) < 47*time.Hour {
					t.Errorf("watchlist: wrong last known value %+v", got.LastKnown)
				}
				if got := setting(t, r, "email.marketing"); !strings.Contains(got.Detail, "surveys was unsubscribed on "+day+", now subscribed") {
					t.Errorf("the drift of surveys is not in the detail: %s", got.Detail)
				}
				if got := setting(t, r, "visibility.ratings"); got.Drifted || got.LastKnown == nil || got.LastKnown.Value != "private" {
					t.Errorf("ratings did not change, but the report says: %+v", got)
				}
				// The check has recorded the new value, so the next check does not
				// report it again.
				r = w.run(t.Context(), Request{Command: "check", Selection: recommended()})
				if got := setting(t, r, "visibility.watchlist"); got.Drifted || got.LastKnown.Value != "anyone" {
					t.Errorf("the same drift was reported twice: %s", got.Detail)
				}
				drifts := []string{}
				for _, e := range record.History(w.journal()) {
					if e.Kind == record.Drifted {
						drifts = append(drifts, fmt.Sprintf("%s %s %s>%s by %s", e.Setting, strings.Join(e.Controls, "+"), e.From, e.To, e.Command))
					}
				}
				if want := []string{"email.marketing surveys unsubscribed>subscribed by check", "visibility.watchlist watchlist private>anyone by check"}; !slices.Equal(drifts, want) {
					t.Errorf("the history has the drifts %q, want %q", drifts, want)
				}
				if _, ok, err := record.PlanUndo(w.cat, w.journal(), "check", wanted.Selection{}, false); ok || err != nil {
					t.Errorf("a check can be undone: %v, %v", ok, err)
				}
			})
		})
	}
}

// The detail names the first few drifts of a long list; the report has all of them.
func TestDriftOfALongList(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var list []*fakeControl
		for i := range 40 {
			list = append(list, vendor(fmt.Sprintf("Vendor %02d", i), "Vendors", ""))
		}
		w.vendorsPage(list...)
		w.apply(onlyVendors)
		for _, c := range list {
			w.plex.stored[c.key] = "on"
		}
		got := setting(t, w.run(t.Context(), Request{Command: "check", Selection: onlyVendors}), "vendors.personalized-ads")
		if !strings.Contains(got.Detail, "Vendor 05 and 34 more were off on ") || strings.Contains(got.Detail, "Vendor 06") {
			t.Errorf("the detail must name the first six rows and count the others: %s", got.Detail)
		}
		if len(got.Drift) != 40 || got.Drift[39].Control != "Vendor 39" || got.Drift[39].From != "off" || got.Drift[39].To != "on" || got.Drift[39].Since.IsZero() {
			t.Errorf("%d drifts in the report, want all 40: %+v", len(got.Drift), got.Drift)
		}
	})
}

// A daily check that finds nothing new must not fill the disk.
func TestCheckRecordsOnlyWhatIsNew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		check := func() int {
			w.run(t.Context(), Request{Command: "check", Selection: recommended()})
			return len(w.journal().Records())
		}
		first := check()
		time.Sleep(24 * time.Hour)
		if n := check(); n != first {
			t.Errorf("the second check recorded something: %d records before, %d after", first, n)
		}
		time.Sleep(8 * 24 * time.Hour)
		if n := check(); n == first {
			t.Error("after nine days the check did not record the values again")
		}
	})
}
