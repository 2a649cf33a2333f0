package flows

import (
	"maps"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

func TestApplySetsWhatDiffersAndProvesIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.plex.stored["email.discover/comments"] = "off"
		r := w.apply(recommended())
		if r.ExitCode != outcome.ExitOK {
			t.Errorf("exit code %d: %+v", r.ExitCode, r.Accounts[0])
		}
		for id, want := range map[string]outcome.Result{
			"email.marketing": outcome.Verified, "email.discover": outcome.Verified, "email.library-issues": outcome.Skipped,
			"vendors.data-sale": outcome.Verified, "vendors.personalized-ads": outcome.Verified,
			"visibility.watchlist": outcome.Verified, "visibility.account": outcome.Verified,
		} {
			if got := setting(t, r, id); got.Result != want {
				t.Errorf("%s: %s (%s), want %s", id, got.Result, got.Detail, want)
			}
		}
		want := map[string]string{"email.library-issues/library-issues": "on", "visibility.account/account": "Friends Only"}
		for key, got := range w.plex.state() {
			expect := want[key]
			if expect == "" {
				expect = "off"
				if w.plex.control(key).options != nil {
					expect = "Private"
				}
			}
			if got != expect {
				t.Errorf("Plex has %s for %s, want %s", got, key, expect)
			}
		}
		before := len(w.plex.writes)
		if r := w.apply(recommended()); r.ExitCode != outcome.ExitOK || len(w.plex.writes) != before {
			t.Errorf("a second apply must have nothing to do: exit code %d, %d more writes", r.ExitCode, len(w.plex.writes)-before)
		}
	})
}

// A page may have several forms. Saving one loads the page again, which closes what was
// open and drops changes in the other forms. So plexpriv must save each form before it
// goes on to the next.
func TestApplySavesOneFormAfterTheOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.plex.page("https://app.plex.tv/desktop/#!/settings/account").apart = true
		r := w.apply(wanted.Selection{Level: "recommended", Pages: []string{"visibility"}})
		if r.ExitCode != outcome.ExitOK {
			t.Errorf("exit code %d: %+v", r.ExitCode, r.Accounts[0])
		}
		for _, c := range visibilityControls {
			want := "Private"
			if c.key == "visibility.account/account" {
				want = "Friends Only"
			}
			if got := w.plex.state()[c.key]; got != want {
				t.Errorf("Plex has %q for %s, want %q", got, c.key, want)
			}
		}
		if len(w.plex.writes) != len(visibilityControls) {
			t.Errorf("Plex got %d writes: %v", len(w.plex.writes), w.plex.writes)
		}
	})
}

// A click on an editable combobox only puts the caret into its field; the Down arrow
// opens its list.
func TestApplyOpensEditableComboboxes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.plex.page("https://app.plex.tv/desktop/#!/settings/account").typed = true
		r := w.apply(wanted.Selection{Level: "recommended", Pages: []string{"visibility"}})
		if r.ExitCode != outcome.ExitOK {
			t.Errorf("exit code %d: %+v", r.ExitCode, r.Accounts[0])
		}
		if got := w.plex.state()["visibility.watch-history/watch-history"]; got != "Private" {
			t.Errorf("the list was not set: Plex has %q", got)
		}
	})
}

// Boxes may be in sections that are closed at first, under titles that the catalogue
// does not name. plexpriv opens them, but not a section with a dangerous title.
func TestApplyOpensClosedSections(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.plex.page("https://www.plex.tv/email-preferences/")
		p.panels, p.tabs = "many", []string{"Delete my account", "What we send", "What others send"}
		for i, c := range p.controls {
			c.tab = p.tabs[1+i%2]
		}
		if r := w.apply(wanted.Selection{Level: "recommended", Pages: []string{"email"}}); r.ExitCode != outcome.ExitOK {
			t.Errorf("exit code %d: %+v", r.ExitCode, r.Accounts[0])
		}
		for _, c := range p.controls {
			want := "off"
			if c.key == "email.library-issues/library-issues" {
				want = "on"
			}
			if got := w.plex.state()[c.key]; got != want {
				t.Errorf("Plex has %q for %s, want %q", got, c.key, want)
			}
		}
		if slices.Contains(w.plex.opened, "Delete my account") {
			t.Errorf("a section with a dangerous title was opened: %q", w.plex.opened)
		}
	})
}

// A page may ask for confirmation after "All No". plexpriv confirms if the dialog asks
// that and nothing else. Otherwise it cancels and sets the list row by row.
func TestApplyConfirmsABulkChangeAndNothingElse(t *testing.T) {
	for asks, tc := range map[string]struct {
		answers  []string // the first answer sets the list
		answered bool
	}{
		"All No: are you sure?":              {[]string{"All No", "Cancel"}, true},
		"All no for all vendors?":            {[]string{"Yes, I am sure", "Cancel"}, true},
		"Shall we keep your account?":        {[]string{"Go on", "Cancel"}, false},
		"All No also deletes: delete it?":    {[]string{"All No", "Cancel"}, false},
		"All No? Some of us would miss you.": {[]string{"Perhaps", "Keep them", "Cancel"}, false},
		"All No empties your history.":       {[]string{"Clear history", "Cancel"}, false},
		"All No changes your plan.":          {[]string{"Take the offer", "Cancel"}, false},
		"All No: leave your group, too?":     {[]string{"Yes", "Cancel"}, false},
	} {
		t.Run(asks, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				p := w.plex.page("https://www.plex.tv/vendors-us/")
				p.asks, p.answers = asks, tc.answers
				clicks := 0
				w.plex.acting = func(string) { clicks++ }
				r := w.apply(wanted.Selection{Level: "recommended", Only: []string{"vendors.personalized-ads"}})
				if r.ExitCode != outcome.ExitOK {
					t.Errorf("exit code %d: %+v", r.ExitCode, r.Accounts[0])
				}
				if got := len(w.plex.writes); got != 3 {
					t.Errorf("Plex got %d writes: %v", got, w.plex.writes)
				}
				want := 1 + 3 // the button, then each row
				if tc.answered {
					want = 2
				}
				if clicks != want {
					t.Errorf("%d clicks, want %d", clicks, want)
				}
			})
		})
	}
}

func TestCheckAndDryRunChangeNothing(t *testing.T) {
	for name, req := range map[string]Request{
		"check":   {Command: "check", Selection: recommended()},
		"dry run": {Command: "apply", DryRun: true, Selection: recommended()},
		"undo":    {Command: "undo", DryRun: true, Selection: wanted.Selection{AllowWidening: true, Restore: wanted.Restore{"email.discover": {Was: map[string]string{"comments": "unsubscribed"}}}}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				before := w.plex.state()
				r := w.run(t.Context(), req) // the fake fails the test at the first click
				if r.ExitCode != outcome.ExitDiffers {
					t.Errorf("exit code %d, want %d: %+v", r.ExitCode, outcome.ExitDiffers, r.Accounts[0])
				}
				if !maps.Equal(before, w.plex.state()) || len(w.journal().Records()) != 0 && name != "check" {
					t.Error("a run that must change nothing wrote something")
				}
				for _, run := range w.journal().Runs() {
					if run.Changed(nil) {
						t.Errorf("the journal has changes of a %s that must change nothing", run.Start.Command)
					}
				}
			})
		})
	}
}

func TestApply(t *testing.T) {
	only := func(id string) wanted.Selection { return wanted.Selection{Level: "recommended", Only: []string{id}} }
	set := func(id, value string, widen bool) wanted.Selection {
		return wanted.Selection{Level: "recommended", Only: []string{id}, Set: map[string]string{id: value}, AllowWidening: widen}
	}
	const sale, list = "vendors.data-sale/sale", "visibility.watchlist/watchlist"
	const history = "visibility.watch-history/watch-history"
	for name, tc := range map[string]struct {
		given  func(*fakePlex)
		sel    wanted.Selection
		result outcome.Result
		key    string
		want   string
		exit   int
	}{
		"a switch that is on":            {nil, only("vendors.data-sale"), outcome.Verified, sale, "off", outcome.ExitOK},
		"a switch that is off":           {func(p *fakePlex) { p.stored[sale] = "off" }, only("vendors.data-sale"), outcome.Already, sale, "off", outcome.ExitOK},
		"widening without permission":    {func(p *fakePlex) { p.stored[sale] = "off" }, set("vendors.data-sale", "on", false), outcome.Skipped, sale, "off", outcome.ExitOK},
		"widening with permission":       {func(p *fakePlex) { p.stored[sale] = "off" }, set("vendors.data-sale", "on", true), outcome.Verified, sale, "on", outcome.ExitOK},
		"an audience":                    {nil, only("visibility.watchlist"), outcome.Verified, list, "Private", outcome.ExitOK},
		"an audience tighter than asked": {func(p *fakePlex) { p.stored[list] = "Private" }, set("visibility.watchlist", "friends", false), outcome.Skipped, list, "Private", outcome.ExitOK},
		"an audience widened":            {func(p *fakePlex) { p.stored[list] = "Private" }, set("visibility.watchlist", "friends", true), outcome.Verified, list, "Friends Only", outcome.ExitOK},
		"a list that has to be opened":   {func(p *fakePlex) { p.stored[history] = "Private" }, set("visibility.watch-history", "friends", true), outcome.Verified, history, "Friends Only", outcome.ExitOK},
		"a widening that is not saved": {
			func(p *fakePlex) { p.stored[list] = "Private"; p.drop = 9 }, set("visibility.watchlist", "friends", true), outcome.Reverted, list, "Private", outcome.ExitPartly,
		},
		"the first save is lost":        {func(p *fakePlex) { p.drop = 1 }, only("vendors.data-sale"), outcome.Verified, sale, "off", outcome.ExitOK},
		"the first save fails":          {func(p *fakePlex) { p.fail = 1 }, only("email.marketing"), outcome.Verified, "email.marketing/surveys", "off", outcome.ExitOK},
		"every save is lost":            {func(p *fakePlex) { p.drop = 9 }, only("vendors.data-sale"), outcome.Reverted, sale, "on", outcome.ExitPartly},
		"every save fails":              {func(p *fakePlex) { p.fail = 9 }, only("vendors.data-sale"), outcome.Failed, sale, "on", outcome.ExitPartly},
		"the value is put back":         {func(p *fakePlex) { p.revert = true }, only("visibility.watchlist"), outcome.Reverted, list, "Anyone", outcome.ExitPartly},
		"a disabled control":            {func(p *fakePlex) { p.control(sale).disabled = true }, only("vendors.data-sale"), outcome.Disabled, sale, "on", outcome.ExitPageChanged},
		"a missing control":             {func(p *fakePlex) { p.control("email.library-issues/library-issues").gone = true }, set("email.library-issues", "off", false), outcome.NotFound, sale, "on", outcome.ExitPageChanged},
		"an unknown value":              {func(p *fakePlex) { p.control(list).options = []string{"Buddies", "Anyone"}; p.stored[list] = "Buddies" }, only("visibility.watchlist"), outcome.Unreadable, list, "Buddies", outcome.ExitPageChanged},
		"a page that is not offered":    {func(p *fakePlex) { p.pages[1].status = 404 }, only("vendors.data-sale"), outcome.NotOffered, sale, "on", outcome.ExitOK},
		"an unreachable page":           {func(p *fakePlex) { p.pages[1].status = 503 }, only("vendors.data-sale"), outcome.Unreadable, sale, "on", outcome.ExitTryLater},
		"another account than expected": {func(p *fakePlex) { p.user = "somebody" }, only("vendors.data-sale"), outcome.Skipped, sale, "on", outcome.ExitSignIn},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				if tc.given != nil {
					tc.given(w.plex)
				}
				before := w.plex.state()
				r := w.apply(tc.sel)
				id := tc.sel.Only[0]
				if got := setting(t, r, id); got.Result != tc.result {
					t.Errorf("result %s (%s), want %s", got.Result, got.Detail, tc.result)
				}
				if r.ExitCode != tc.exit {
					t.Errorf("exit code %d, want %d: %s", r.ExitCode, tc.exit, r.Accounts[0].Error)
				}
				after := w.plex.state()
				if after[tc.key] != tc.want {
					t.Errorf("Plex has %q for %s, want %q", after[tc.key], tc.key, tc.want)
				}
				for key := range before {
					if c := w.cat.Setting(id).Controls; key != tc.key && before[key] != after[key] && len(c) == 1 {
						t.Errorf("%s was not selected and was changed to %s", key, after[key])
					}
				}
			})
		})
	}
}

// A level never makes anything less private, wherever its values come from, and even if
// widening is allowed for what the person asks for by name.
func TestLevelNeverWidens(t *testing.T) {
	const sale, list = "vendors.data-sale/sale", "visibility.watchlist/watchlist"
	for name, widen := range map[string]bool{"not allowed": false, "allowed": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				own := *w.cat
				own.Pages = slices.Clone(own.Pages)
				w.cat = &own
				for i := range own.Pages {
					own.Pages[i].Settings = slices.Clone(own.Pages[i].Settings)
					for j := range own.Pages[i].Settings {
						switch s := &own.Pages[i].Settings[j]; s.ID {
						case "vendors.data-sale":
							s.Levels = map[string]string{"recommended": "on"}
						case "visibility.watchlist":
							s.Levels = map[string]string{"recommended": "anyone"}
						}
					}
				}
				w.plex.stored[sale], w.plex.stored[list] = "off", "Private"
				r := w.apply(wanted.Selection{Level: "recommended", AllowWidening: widen, Only: []string{"vendors.data-sale", "visibility.watchlist"}})
				if len(w.plex.writes) > 0 || r.ExitCode != outcome.ExitOK {
					t.Errorf("exit code %d, Plex got %v", r.ExitCode, w.plex.writes)
				}
				for _, id := range []string{"vendors.data-sale", "visibility.watchlist"} {
					if got := setting(t, r, id); got.Result != outcome.Already {
						t.Errorf("%s: %s (%s), want already", id, got.Result, got.Detail)
					}
				}
			})
		})
	}
}

// "Unsubscribe from ALL" also sets settings that the person may have left out.
func TestBulkControlIsUsedOnlyIfAllItSetsIsWanted(t *testing.T) {
	const bulk = "Unsubscribe from ALL"
	for name, tc := range map[string]struct {
		sel     wanted.Selection
		pressed bool
	}{
		"everything is wanted":       {wanted.Selection{Level: "strict", Pages: []string{"email"}}, true},
		"one setting is left out":    {wanted.Selection{Level: "strict", Pages: []string{"email"}, Skip: []string{"email.discover"}}, false},
		"one setting is wanted open": {wanted.Selection{Level: "strict", Pages: []string{"email"}, Set: map[string]string{"email.discover": "subscribed"}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.plex.pages[0].bulk = bulk
				pressed := false
				w.plex.acting = func(what string) { pressed = pressed || what == bulk }
				if r := w.apply(tc.sel); r.ExitCode != outcome.ExitOK {
					t.Errorf("exit code %d: %+v", r.ExitCode, r.Accounts[0].Settings)
				}
				if pressed != tc.pressed {
					t.Errorf("%q was clicked: %v, want %v", bulk, pressed, tc.pressed)
				}
				want := "on"
				if tc.pressed {
					want = "off"
				}
				if got := w.plex.state()["email.discover/messages"]; got != want {
					t.Errorf("email.discover/messages is %s, want %s", got, want)
				}
			})
		})
	}
}
