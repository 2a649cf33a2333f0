package flows

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// A page may draw the values it got much later than it usually does.
func TestValueDrawnLate(t *testing.T) {
	const key = "privacy.playback-data/playback-data"
	const told = 500 * time.Millisecond
	for name, tc := range map[string]struct {
		stored string
		late   time.Duration
		source string
		result outcome.Result
		detail string
		// most is the longest time that the check may take.
		most time.Duration
	}{
		"the answer agrees with the page":           {"on", 0, "plex.tv/api/v2/user/privacy", outcome.WouldChange, "", 1800 * time.Millisecond},
		"another host of Plex answers":              {"on", 0, "clients.plex.tv/api/v2/user/privacy", outcome.WouldChange, "", 1800 * time.Millisecond},
		"drawn at once":                             {"off", 0, "plex.tv/api/v2/user/privacy", outcome.Already, "", 1800 * time.Millisecond},
		"drawn after the usual window":              {"off", 6 * time.Second, "plex.tv/api/v2/user/privacy", outcome.Already, "", 8 * time.Second},
		"never drawn":                               {"off", time.Hour, "plex.tv/api/v2/user/privacy", outcome.Unreadable, "the page shows on, but Plex's API says off", 14 * time.Second},
		"drawn late, from an answer we cannot read": {"off", 4 * time.Second, "plex.tv/api/v2/user/else", outcome.Already, "", 8 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.withPrivacy(told, tc.late).source = tc.source
				w.plex.stored[key] = tc.stored
				began := time.Now()
				got := setting(t, w.run(t.Context(), Request{Command: "check", Selection: onlyPrivacy}), "privacy.playback-data")
				if got.Result != tc.result || !strings.Contains(got.Detail, tc.detail) {
					t.Errorf("result %s (%s), want %s (%s)", got.Result, got.Detail, tc.result, tc.detail)
				}
				if took := time.Since(began); took > tc.most {
					t.Errorf("the check took %s, want at most %s", took, tc.most)
				}
			})
		})
	}
}

// Plex may accept a value and put it back a moment later.
func TestValueThatPlexPutsBackLate(t *testing.T) {
	for name, tc := range map[string]struct {
		after, settle time.Duration
		result        outcome.Result
	}{
		"during the wait":      {1500 * time.Millisecond, 2 * time.Second, outcome.Reverted},
		"during a longer wait": {8 * time.Second, 10 * time.Second, outcome.Reverted},
		// Nobody can know what happens after the wait.
		"after the wait": {time.Hour, 2 * time.Second, outcome.Verified},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.plex.lateRevert = tc.after
				r := w.run(t.Context(), Request{Command: "apply", Settle: tc.settle, Selection: wanted.Selection{Level: "recommended", Only: []string{"vendors.data-sale"}}})
				if got := setting(t, r, "vendors.data-sale"); got.Result != tc.result {
					t.Errorf("result %s (%s), want %s", got.Result, got.Detail, tc.result)
				}
				time.Sleep(2 * time.Hour) // until Plex has put back what it will put back
			})
		})
	}
}

// If Plex puts a value back after the page was loaded again, the page does not show it.
// The API is asked after the page was read, and does.
func TestValueThatPlexPutsBackWhileReading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.withPrivacy(0, 0)
		w.plex.lateRevert = 3 * time.Second
		got := setting(t, w.apply(onlyPrivacy), "privacy.playback-data")
		if got.Result != outcome.Unverified || !strings.Contains(got.Detail, "the page shows off, but Plex's API says on") {
			t.Errorf("result %s (%s), want unverified with both values", got.Result, got.Detail)
		}
	})
}

// After a change, the page and Plex's API must agree.
func TestAPIContradictsThePage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.withPrivacy(0, 0) // the page itself does not ask the API
		w.plex.written = func(key, from, _ string) { w.plex.api = map[string]string{key: from} }
		r := w.apply(onlyPrivacy)
		got := setting(t, r, "privacy.playback-data")
		if got.Result != outcome.Unverified || !strings.Contains(got.Detail, "the page shows off, but Plex's API says on") {
			t.Errorf("result %s (%s), want unverified with both values", got.Result, got.Detail)
		}
		if r.ExitCode != outcome.ExitPartly || got.After != "off" {
			t.Errorf("exit code %d, value after the run %q", r.ExitCode, got.After)
		}
		if n := len(w.plex.writes); n != 1 {
			t.Errorf("%d writes, want 1: a value that the API contradicts is not set again", n)
		}
	})
}

// The report says what Plex answered to a save, also if the second try succeeded.
func TestAnswerToASave(t *testing.T) {
	only := wanted.Selection{Level: "recommended", Only: []string{"vendors.data-sale"}}
	for name, tc := range map[string]struct {
		status     int
		retryAfter string
		fail       int
		result     outcome.Result
		detail     string
		least      time.Duration
		tries      int
	}{
		"an error, once":                 {500, "", 1, outcome.Verified, "at first: Plex answered 500 to the save", 0, 2},
		"an error, always":               {500, "", 9, outcome.Failed, "Plex answered 500 to the save", 0, 2},
		"a refusal":                      {422, "", 9, outcome.Failed, "Plex answered 422 to the save", 0, 2},
		"too many":                       {429, "", 1, outcome.Failed, "Plex answered 429 to the save", 0, 1},
		"too many, come back":            {429, "15", 1, outcome.Verified, "at first: Plex answered 429 to the save and asks to wait 15s", 15 * time.Second, 2},
		"too many, come back much later": {429, "3600", 1, outcome.Failed, "Plex answered 429 to the save and asks to wait 1h0m0s", 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.plex.fail, w.plex.refusal.Status, w.plex.refusal.RetryAfter = tc.fail, tc.status, tc.retryAfter
				began, clicks := time.Now(), 0
				w.plex.acting = func(string) { clicks++ }
				got := setting(t, w.apply(only), "vendors.data-sale")
				if got.Result != tc.result || !strings.Contains(got.Detail, tc.detail) {
					t.Errorf("result %s (%s), want %s (%s)", got.Result, got.Detail, tc.result, tc.detail)
				}
				if took := time.Since(began); took < tc.least {
					t.Errorf("tried again after %s, but Plex asked to wait %s", took, tc.least)
				}
				if clicks != tc.tries {
					t.Errorf("%d clicks, want %d", clicks, tc.tries)
				}
			})
		})
	}
}

// If somebody chose a third value during the run, it is left alone.
func TestThirdValueIsNotOverwritten(t *testing.T) {
	const key = "visibility.watchlist/watchlist"
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.plex.revert = true
		w.plex.written = func(k, _, _ string) {
			if k == key {
				w.plex.stored[key] = "Friends Only"
			}
		}
		r := w.apply(wanted.Selection{Level: "recommended", Only: []string{"visibility.watchlist", "visibility.ratings"}})
		tries := 0
		for _, x := range w.plex.writes {
			if x.key == key {
				tries++
			}
		}
		if got := setting(t, r, "visibility.watchlist"); got.Result != outcome.Reverted || got.After != "friends" || tries != 1 {
			t.Errorf("watchlist: %s, now %s (%s) after %d tries; want reverted, friends, one", got.Result, got.After, got.Detail, tries)
		}
		if got := setting(t, r, "visibility.ratings"); got.Result != outcome.Reverted || len(w.plex.writes)-tries != 2 {
			t.Errorf("ratings: %s after %d tries; want reverted after two", got.Result, len(w.plex.writes)-tries)
		}
	})
}

// While a page's values settle, its lists are opened to see what they offer. One that
// offers what is wanted is not looked at any longer.
func TestListsAreOpenedWhileValuesSettle(t *testing.T) {
	took := func(opens time.Duration) (d time.Duration) {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			w.plex.pages[2].opens = opens
			began := time.Now()
			r := w.run(t.Context(), Request{Command: "check", Selection: wanted.Selection{Level: "recommended", Only: []string{"visibility.watch-history"}}})
			if got := setting(t, r, "visibility.watch-history"); got.Result != outcome.WouldChange {
				t.Errorf("it is %s (%s), want would_change", got.Result, got.Detail)
			}
			d = time.Since(began)
		})
		return d
	}
	if fast, slow := took(0), took(1400*time.Millisecond); slow-fast > 500*time.Millisecond {
		t.Errorf("a list that takes 1.4 s to open makes the check %s longer", slow-fast)
	}
}

// A click waits until nothing covers the control. If that fails twice, there is no
// point in further tries.
func TestCoveredControlIsGivenUpSoon(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.plex.covered = true
		clicks := 0
		w.plex.acting = func(string) { clicks++ }
		got := setting(t, w.apply(wanted.Selection{Level: "recommended", Only: []string{"vendors.data-sale"}}), "vendors.data-sale")
		if got.Result != outcome.Failed || !strings.Contains(got.Detail, "covered") {
			t.Errorf("result %s (%s), want failed because it is covered", got.Result, got.Detail)
		}
		if clicks != 4 { // twice, and twice again in the second try
			t.Errorf("%d clicks, want 4", clicks)
		}
	})
}
