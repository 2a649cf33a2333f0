package presentation

import (
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

func TestSuggestedCommandsRepeatTheSelection(t *testing.T) {
	r := &outcome.Report{Command: "apply", DryRun: true, Level: "strict", Line: outcome.Line{
		Settings: []string{"--page", "email", "--only", "email.*"}, Accounts: []string{"--family"}, Writes: true}}
	a := &outcome.AccountReport{Profile: "ada", Level: "strict", Pages: []outcome.PageReport{{ID: "email", Status: outcome.PageUnreachable}}}
	for got, want := range map[string]string{
		Command(r, a, "apply"):                              "plexpriv apply --level strict --page email --only 'email.*' --profile ada",
		Command(r, a, "undo"):                               "plexpriv undo --profile ada",
		DetailsCommand(r, a):                                "plexpriv check --wide --level strict --page email --only 'email.*' --profile ada",
		DetailsCommand(r, nil):                              "plexpriv check --wide --level strict --page email --only 'email.*' --family",
		DetailsCommand(&outcome.Report{Command: "undo"}, a): "plexpriv history --wide --profile ada",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	// The plan of an apply is read in a dry run; to try again is to apply.
	v, _ := vocabulary(t, "en")
	if next := v.Next(r, a, false); len(next) != 1 || strings.Contains(next[0].Text, "--dry-run") {
		t.Errorf("%+v", next)
	}
}

func TestAPageThatCouldNotBeReadIsOneRow(t *testing.T) {
	v, _ := vocabulary(t, "en")
	a := &outcome.AccountReport{
		Pages: []outcome.PageReport{{ID: "email", Status: outcome.PageOK}, {ID: "privacy", Status: outcome.PageUnreachable, Detail: "Plex answers 500"}},
		Settings: []outcome.SettingReport{
			{ID: "email.marketing", Page: "email", Before: "subscribed", Wanted: "unsubscribed", Result: outcome.WouldChange},
			{ID: "privacy.playback-data", Page: "privacy", Result: outcome.Unreadable},
			{ID: "privacy.library-stats", Page: "privacy", Result: outcome.Unreadable},
		},
	}
	groups := v.Groups("apply", a)
	if len(groups) != 2 || len(groups[1].Rows) != 1 || groups[1].Rows[0].Note != "not reached: Plex answers 500" || groups[1].Rows[0].Tone != Bad {
		t.Errorf("%+v", groups)
	}
}

func TestAPlanNamesWhatIsLostAndACheckWhenItWasSoLast(t *testing.T) {
	v, _ := vocabulary(t, "en")
	former := outcome.SettingReport{ID: "visibility.watchlist", Page: "visibility", Before: "friends", Wanted: "private", Result: outcome.WouldChange}
	former.Former = &outcome.LastKnown{Value: "private"}
	a := &outcome.AccountReport{Settings: []outcome.SettingReport{former}}
	for command, want := range map[string]string{"apply": "Pulsarr", "check": "was private"} {
		if note := v.Groups(command, a)[0].Rows[0].Note; !strings.Contains(note, want) {
			t.Errorf("%s: %q, want %q", command, note, want)
		}
	}
}

// What is lost when a setting is made private is not lost when it is made public again.
func TestAChangeToLessPrivateLosesNothing(t *testing.T) {
	v, _ := vocabulary(t, "en")
	for _, s := range []outcome.SettingReport{
		{ID: "visibility.watchlist", Page: "visibility", Before: "private", Wanted: "friends", After: "friends", Result: outcome.Verified},
		{ID: "privacy.advertising-consent", Page: "privacy", Before: "off", Wanted: "on", Result: outcome.WouldChange},
	} {
		a := &outcome.AccountReport{Settings: []outcome.SettingReport{s}}
		if note := v.Groups("apply", a)[0].Rows[0].Note; note != "" {
			t.Errorf("%s: %q", s.ID, note)
		}
	}
}

func TestARunIsNamedByItsTime(t *testing.T) {
	v, _ := vocabulary(t, "en")
	if got := v.RunTime("20260314t090000-x7k2ab"); !strings.Contains(got, "Mar 2026") {
		t.Errorf("%q", got)
	}
	if got := v.RunTime("run1"); got != "run1" {
		t.Errorf("%q", got)
	}
}
