package presentation

import (
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// "Already private" is said of what is private, and not of what is open as somebody wants.
func TestNothingOpenIsCalledPrivate(t *testing.T) {
	for _, c := range []struct {
		id, value string
		why       outcome.Reason
		private   bool
	}{
		{"visibility.watchlist", "private", "", true},
		{"visibility.watchlist", "friends", "", false},
		{"visibility.watchlist", "anyone", "", false},
		{"visibility.account", "friends", outcome.Strictest, true},
		{"privacy.playback-data", "off", "", true},
		{"privacy.playback-data", "on", "", false},
		{"email.marketing", "unsubscribed", "", true},
		{"email.marketing", "subscribed", "", false},
		{"server.relay@attic", "on", "", false},
		{"server.relay@attic", "off", "", true},
	} {
		for _, tag := range []string{"en", "de"} {
			v, _ := vocabulary(t, tag)
			r := &outcome.Report{Command: "apply"}
			a := &outcome.AccountReport{Settings: []outcome.SettingReport{{ID: c.id, Before: c.value, After: c.value, Result: outcome.Already, Reason: c.why}}}
			person, _ := v.Person(r, a)
			for _, said := range []string{v.Sentence(r, v.Sum(a)), person, v.SettingResult("apply", &a.Settings[0]), rowOf(v, "check", a, &a.Settings[0]).Result} {
				if got := strings.Contains(strings.ToLower(said), "priva"); got != c.private {
					t.Errorf("%s is %s: %q", c.id, c.value, said)
				}
			}
		}
	}
}

// A level that leaves things as they are has not made them private.
func TestWhatALevelLeavesOpenIsNotPrivate(t *testing.T) {
	v, _ := vocabulary(t, "en")
	for _, c := range []struct {
		id, value string
		private   bool
	}{
		{"visibility.watchlist", "anyone", false},      // minimal
		{"visibility.watchlist", "private", true},      // minimal, and private all the same
		{"email.library-issues", "subscribed", true},   // recommended leaves it, too
		{"privacy.advertising-consent", "on", false},   // minimal
		{"server.metadata-matching@attic", "on", true}, // no level changes it
	} {
		r := &outcome.Report{Command: "check"}
		a := &outcome.AccountReport{Settings: []outcome.SettingReport{
			{ID: "email.marketing", Before: "unsubscribed", Result: outcome.Already},
			{ID: c.id, Before: c.value, Result: outcome.Skipped, Reason: outcome.KeptByLevel},
		}}
		if said := v.Sentence(r, v.Sum(a)); strings.Contains(said, "private") != c.private {
			t.Errorf("%s is %s: %q", c.id, c.value, said)
		}
	}
}
