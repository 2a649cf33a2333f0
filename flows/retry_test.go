package flows

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// A second try saves again and may undo what the first try had proved. So everything is
// read again after the last save, not only what was set again.
func TestSecondTryProvesEverythingAgain(t *testing.T) {
	for name, tc := range map[string]struct {
		again, lost       string
		againID, lostID   string
		lostTo, lostState string
	}{
		"on another page": {
			"vendors.data-sale/sale", "email.marketing/surveys", "vendors.data-sale", "email.marketing", "on", "subscribed",
		},
		"on the same page": {
			"visibility.ratings/ratings", "visibility.watchlist/watchlist", "visibility.ratings", "visibility.watchlist", "Anyone", "anyone",
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				tries := 0
				w.plex.written = func(key, from, _ string) {
					if key != tc.again {
						return
					}
					if tries++; tries == 1 {
						time.AfterFunc(time.Millisecond, func() { w.plex.put(key, from) })
						return
					}
					time.AfterFunc(time.Millisecond, func() { w.plex.put(tc.lost, tc.lostTo) })
				}
				r := w.apply(wanted.Selection{Level: "recommended", Only: []string{tc.againID, tc.lostID}})
				if got := setting(t, r, tc.againID); got.Result != outcome.Verified || tries != 2 {
					t.Errorf("%s is %s (%s) after %d tries, want verified after two", tc.againID, got.Result, got.Detail, tries)
				}
				got := setting(t, r, tc.lostID)
				if got.Result != outcome.Reverted || r.ExitCode != outcome.ExitPartly {
					t.Errorf("%s is %s (%s), exit code %d; Plex put it back, so want reverted", tc.lostID, got.Result, got.Detail, r.ExitCode)
				}
				last := ""
				for _, run := range w.journal().Runs() {
					for _, c := range run.Changes {
						if c.Setting+"/"+c.Control == tc.lost {
							last = c.Result + " " + c.After
						}
					}
				}
				if want := "reverted " + tc.lostState; last != want {
					t.Errorf("the journal says %q, want %q", last, want)
				}
			})
		})
	}
}

// A page sends all its values with each save, and may change a value that nobody
// touched.
func TestSaveThatChangesAnotherSetting(t *testing.T) {
	const spoiled = "visibility.watchlist/watchlist"
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.plex.stored[spoiled] = "Private"
		w.plex.written = func(string, string, string) {
			time.AfterFunc(time.Millisecond, func() { w.plex.put(spoiled, "Anyone") })
		}
		r := w.apply(wanted.Selection{Level: "recommended", Only: []string{"visibility.ratings", "visibility.watchlist"}})
		if got := setting(t, r, "visibility.watchlist"); got.Result != outcome.Reverted || got.After != "anyone" || r.ExitCode != outcome.ExitPartly {
			t.Errorf("watchlist: %s, now %s (%s), exit code %d; want reverted, anyone", got.Result, got.After, got.Detail, r.ExitCode)
		}
	})
}

// If the save button has a name that the catalogue does not know, the detail gives that
// as the reason, and does not say that Plex put the value back.
func TestUnknownSaveButtonIsTheReason(t *testing.T) {
	for name, c := range map[string]struct {
		save string
		drop int
	}{
		"an unknown save button":         {"Zapamatovat", 0},
		"a known one whose save is lost": {"Save", 9},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.plex.pages[1].save, w.plex.drop = c.save, c.drop
				r := w.apply(wanted.Selection{Level: "recommended", Only: []string{"vendors.data-sale"}})
				got := setting(t, r, "vendors.data-sale")
				told := strings.Contains(got.Detail, "no button is known")
				if got.Result != outcome.Reverted || told != (c.drop == 0) || len(w.plex.writes) > 0 {
					t.Errorf("result %s: %s; %d writes", got.Result, got.Detail, len(w.plex.writes))
				}
			})
		})
	}
}
