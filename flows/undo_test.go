package flows

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

func TestUndoSetsEachControlBackToItsOwnFormerValue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.plex.stored["email.marketing/surveys"] = "off"
		w.plex.stored["vendors.personalized-ads/Bidder One"] = "off"
		w.plex.stored["visibility.watchlist/watchlist"] = "Friends of Friends"
		w.plex.stored["visibility.ratings/ratings"] = "Private"
		open := w.plex.state()
		w.apply(recommended())
		closed := w.plex.state()
		if maps.Equal(open, closed) {
			t.Fatal("apply changed nothing")
		}
		if r := w.undo("", wanted.Selection{}, false); r.ExitCode != outcome.ExitOK {
			t.Errorf("exit code %d: %+v", r.ExitCode, r.Accounts[0].Settings)
		}
		if got := w.plex.state(); !maps.Equal(got, open) {
			t.Errorf("undo did not restore the account: after undo\n%v\nbefore apply\n%v", got, open)
		}
		// An undo can be undone like any other run.
		if r := w.undo("", wanted.Selection{}, false); r.ExitCode != outcome.ExitOK {
			t.Errorf("undo of the undo: exit code %d: %+v", r.ExitCode, r.Accounts[0].Settings)
		}
		if got := w.plex.state(); !maps.Equal(got, closed) {
			t.Errorf("undoing the undo did not restore the changes: after it\n%v\nafter apply\n%v", got, closed)
		}
	})
}

func TestUndoOfAPart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.apply(recommended())
		closed := w.plex.state()
		w.undo("", wanted.Selection{Pages: []string{"visibility"}, Skip: []string{"visibility.ratings"}}, false)
		for key, got := range w.plex.state() {
			back := strings.HasPrefix(key, "visibility.") && !strings.HasPrefix(key, "visibility.ratings")
			if (got != closed[key]) != back {
				t.Errorf("undo of a part set the wrong controls: %s is %s", key, got)
			}
		}
		// The apply is still the last run that changed email settings.
		w.undo("", wanted.Selection{Only: []string{"email.*"}}, false)
		if got := w.plex.state()["email.marketing/surveys"]; got != "on" {
			t.Errorf("email.marketing/surveys is %s, want on", got)
		}
	})
}

func TestUndoLeavesAloneWhatSomebodyElseChanged(t *testing.T) {
	const list = "visibility.watchlist"
	for _, force := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			w.plex.stored["visibility.watchlist/watchlist"] = "Anyone"
			w.apply(recommended())
			w.plex.stored["visibility.watchlist/watchlist"] = "Friends Only"
			w.plex.stored["email.marketing/surveys"] = "on" // as undo would set it
			r := w.undo("run1", wanted.Selection{}, force)
			want, result := "Friends Only", outcome.Skipped
			if force {
				want, result = "Anyone", outcome.Verified
			}
			got := setting(t, r, list)
			if got.Result != result || w.plex.state()["visibility.watchlist/watchlist"] != want {
				t.Errorf("with force %v, watchlist is %s (%s) and Plex has %s", force, got.Result, got.Detail, w.plex.state()["visibility.watchlist/watchlist"])
			}
			if !force && !strings.Contains(got.Detail, "somebody changed it since: it is friends, and that run made it private") {
				t.Errorf("the detail does not say who changed what: %q", got.Detail)
			}
			if got := setting(t, r, "email.marketing"); got.Result != outcome.Verified || w.plex.state()["email.marketing/surveys"] != "on" {
				t.Errorf("email.marketing is %s (%s), want verified", got.Result, got.Detail)
			}
			if r.ExitCode != outcome.ExitOK {
				t.Errorf("exit code %d", r.ExitCode)
			}
		})
	}
}

func TestUndoSaysWhatItCannotSetBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.plex.stored["visibility.ratings/ratings"] = "Buddies" // choosing Private is allowed all the same
		w.plex.control("visibility.ratings/ratings").options = []string{"Private", "Buddies"}
		w.apply(recommended())
		w.plex.control("vendors.personalized-ads/Clicky").gone = true
		w.plex.control("visibility.friends/friends").options = []string{"Private", "Friends Only"}
		r := w.undo("", wanted.Selection{}, false)
		for id, want := range map[string]struct {
			result outcome.Result
			detail string
		}{
			"vendors.personalized-ads": {outcome.NotFound, "Clicky (it is not on the page any more)"},
			"visibility.friends":       {outcome.NotFound, "anyone is not offered"},
			"visibility.ratings":       {outcome.Skipped, "its value before that run is not known"},
			"visibility.watchlist":     {outcome.Verified, ""},
		} {
			if got := setting(t, r, id); got.Result != want.result || !strings.Contains(got.Detail, want.detail) {
				t.Errorf("%s: %s (%s), want %s (%s)", id, got.Result, got.Detail, want.result, want.detail)
			}
		}
		if got := w.plex.state(); got["vendors.personalized-ads/Acme Ads"] != "on" || got["visibility.ratings/ratings"] != "Private" {
			t.Errorf("Plex has %v", got)
		}
	})
}

func TestUndoUsesNoBulkControlForMixedValues(t *testing.T) {
	const vendors = "vendors.personalized-ads/"
	for name, tc := range map[string]struct {
		off  []string
		bulk bool
	}{
		"all were off":  {[]string{"Acme Ads", "Bidder One", "Clicky"}, true},
		"some were off": {[]string{"Acme Ads", "Clicky"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				for _, v := range tc.off {
					w.plex.stored[vendors+v] = "off"
				}
				before := w.plex.state()
				only := wanted.Selection{Only: []string{"vendors.personalized-ads"}}
				on := only
				on.Set, on.AllowWidening = map[string]string{"vendors.personalized-ads": "on"}, true
				w.apply(on)
				var pressed []string
				w.plex.acting = func(what string) { pressed = append(pressed, what) }
				w.undo("", only, false)
				if got := slices.Contains(pressed, "All No"); got != tc.bulk {
					t.Errorf("clicked %q; All No among them: %v, want %v", pressed, got, tc.bulk)
				}
				if got := w.plex.state(); !maps.Equal(got, before) {
					t.Errorf("undo did not restore the account: %v, want %v", got, before)
				}
			})
		})
	}
}

func TestNothingToUndo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		for key := range w.plex.stored {
			w.plex.stored[key] = "off"
			if w.plex.control(key).options != nil {
				w.plex.stored[key] = w.plex.control(key).options[0]
			}
		}
		w.apply(recommended())
		if _, ok, err := record.PlanUndo(w.cat, w.journal(), "", wanted.Selection{}, false); ok || err != nil {
			t.Errorf("a run that changed nothing can be undone: %v, %v", ok, err)
		}
		if _, _, err := record.PlanUndo(w.cat, w.journal(), "nosuch", wanted.Selection{}, false); !errors.Is(err, record.ErrNoRun) {
			t.Errorf("got %v, want ErrNoRun", err)
		}
	})
}

func TestHistory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.plex.stored["email.marketing/surveys"] = "off"
		only := wanted.Selection{Level: "recommended", Only: []string{"email.marketing"}}
		w.apply(only)
		w.plex.stored["email.marketing/promotions"] = "on"
		w.apply(only)
		w.undo("run1", wanted.Selection{}, false)
		var got []string
		for _, e := range record.History(w.journal()) {
			got = append(got, strings.Join([]string{e.Run, e.Command, string(e.Kind), e.Setting, strings.Join(e.Controls, "+"), e.From, e.To, string(e.Result)}, " "))
		}
		want := []string{
			"run1 apply change email.marketing newsletters+recommendations+promotions subscribed unsubscribed verified",
			"run2 apply drift email.marketing promotions unsubscribed subscribed ",
			"run2 apply change email.marketing promotions subscribed unsubscribed verified",
			"run3 undo change email.marketing newsletters+recommendations+promotions unsubscribed subscribed verified",
		}
		if !slices.Equal(got, want) {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
}

// A run was killed in the middle of a change: nobody knows whether it was made.
func TestUndoOfAnInterruptedRun(t *testing.T) {
	const key = "visibility.watchlist/watchlist"
	for name, tc := range map[string]struct {
		now, want string
		result    outcome.Result
	}{
		"the change was made":        {"Private", "Anyone", outcome.Verified},
		"the change was not made":    {"Anyone", "Anyone", outcome.Already},
		"somebody set another value": {"Friends Only", "Friends Only", outcome.Skipped},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				j := w.journal()
				ledger, err := record.NewLedger(t.Context(), j, "killed", journal.Start{Command: "apply"})
				if err != nil {
					t.Fatal(err)
				}
				if err := errors.Join(ledger.Begin(nil), ledger.Intend([]journal.Intent{{Setting: "visibility.watchlist", Control: "watchlist", Before: "anyone", Wanted: "private"}})); err != nil {
					t.Fatal(err)
				}
				j.Close()
				w.plex.stored[key] = tc.now
				r := w.undo("", wanted.Selection{}, false)
				if got := setting(t, r, "visibility.watchlist"); got.Result != tc.result || w.plex.state()[key] != tc.want {
					t.Errorf("result %s (%s), Plex has %s; want %s and %s", got.Result, got.Detail, w.plex.state()[key], tc.result, tc.want)
				}
				if left := w.journal().Left(); len(left) > 0 {
					t.Errorf("the change still has no outcome: %+v", left)
				}
			})
		})
	}
}
