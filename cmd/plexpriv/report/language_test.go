package report

import (
	"regexp"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// leftOver is the id of a message where its text should be.
var leftOver = regexp.MustCompile(`report\.[a-z-]+\b`)

func TestReportSpeaksTheLanguageOfThePerson(t *testing.T) {
	for tag, want := range map[string][]string{
		"en": {`<html lang="en">`, "All private: 1 setting changed and confirmed", "Library problem reports", "After,", "How to read this"},
		"de": {`<html lang="de">`, "Alles privat: 1 Einstellung geändert und bestätigt", "Meldungen zur Mediathek", "Nachher,", "So liest du das", "neu: prüfe es selbst"},
	} {
		for _, result := range []outcome.Result{outcome.Verified, outcome.WouldChange, outcome.Reverted} {
			a := anAccount("ada", result)
			a.Receipt, a.Error = strings.Repeat("ab", 32), ""
			a.Unknown = []outcome.UnknownControl{{Page: "email", Role: "checkbox", Name: "Brand new mail", State: "on", News: true}}
			_, text := drawIn(t, tag, &outcome.Report{Command: "apply", Run: "run1", Level: "strict", Accounts: []outcome.AccountReport{a, anAccount("bob", outcome.Already)}}, nil)
			if id := leftOver.FindString(text); id != "" {
				t.Errorf("%s: %s is in no message file", tag, id)
			}
			if result != outcome.Verified {
				continue
			}
			for _, w := range want {
				if !strings.Contains(text, w) {
					t.Errorf("%s: the report does not say %q", tag, w)
				}
			}
		}
	}
	if len(locale.Languages()) < 2 {
		t.Error("there is one language only")
	}
}
