package main

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/opener"
)

func TestRights(t *testing.T) {
	for _, c := range []struct {
		lang string
		args []string
		want []string
	}{
		{"de_DE.UTF-8", nil, []string{"Wo du wohnst: DE", "Datenschutz-Grundverordnung", "Auskunft: ", "(Art. 15)", "https://preferences.plex.tv/privacy", "löscht dein ganzes Plex-Konto", "Reject All", "keine Rechtsberatung"}},
		{"en_GB.UTF-8", nil, []string{"You live in: GB", "UK GDPR", "Information Commissioner"}},
		{"en_US.UTF-8", nil, []string{"You live in: US", "--state", "Plex's own privacy policy"}},
		{"en_US.UTF-8", []string{"--state", "ca"}, []string{"You live in: US, CA", "California Consumer Privacy Act", "§ 1798.105"}},
		{"C", []string{"--country", "US", "--state", "TX"}, []string{"does not name your state"}},
		{"C", nil, []string{"You live in: not known", "--country"}},
		{"C", []string{"--country", "at", "--lang", "de"}, []string{"Wo du wohnst: AT", "Widerspruch"}},
	} {
		s := newFakeWorld(t)
		s.env["LANG"] = c.lang
		if code := s.run(append([]string{"rights"}, c.args...)...); code != exit.OK {
			t.Errorf("%s %v: exit code %d, %s", c.lang, c.args, code, s.err.String())
		}
		for _, want := range c.want {
			if !strings.Contains(s.out.String(), want) {
				t.Errorf("%s %v: no %q in\n%s", c.lang, c.args, want, s.out.String())
			}
		}
		s.expectNothingOpened(t)
	}
}

// Only --open opens anything, and only the form.
func TestRightsOpensTheForm(t *testing.T) {
	s := newFakeWorld(t)
	var opened []string
	var fails error
	s.OpenAddress = func(_ context.Context, address string) error {
		opened = append(opened, address)
		return fails
	}
	s.run("rights", "--country", "DE")
	if len(opened) > 0 {
		t.Errorf("opened %v", opened)
	}
	if code := s.run("rights", "--country", "DE", "--open", "--json"); code != exit.OK || strings.Join(opened, " ") != "https://preferences.plex.tv/privacy" {
		t.Errorf("exit code %d, opened %v", code, opened)
	}
	fails = opener.ErrNone
	if code := s.run("rights", "--open"); code != 1 || !strings.Contains(s.err.String(), "https://preferences.plex.tv/privacy") {
		t.Errorf("exit code %d, %s", code, s.err.String())
	}
	fails = errors.New("xdg-open has failed")
	if code := s.run("rights", "--open"); code != 1 {
		t.Errorf("exit code %d, %s", code, s.err.String())
	}
}

func TestRightsUsage(t *testing.T) {
	s := newFakeWorld(t)
	for _, args := range [][]string{
		{"rights", "--country", "Germany"}, {"rights", "--country", "DE", "--state", "BY"}, {"rights", "--lang", "fr"}, {"rights", "letter", "--ask", "money"},
		{"rights", "letter", "--country", "JP", "--ask", "objection"}, {"rights", "letter", "--ask="},
	} {
		if code := s.run(args...); code != exit.Usage {
			t.Errorf("%v: exit code %d", args, code)
		}
	}
}

func TestRightsLetter(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	if code := s.run("rights", "letter", "--country", "DE", "--lang", "de"); code != exit.OK {
		t.Fatalf("exit code %d, %s", code, s.err.String())
	}
	text := s.out.String()
	if !strings.Contains(text, "Benutzernamen alice") || !strings.Contains(text, "2026-03-14") || strings.Contains(text, "Löschen Sie") || strings.Contains(text, "canary") {
		t.Errorf("the letter is\n%s", text)
	}
	s.run("rights", "letter", "--country", "US", "--state", "UT", "--ask", "deletion", "--json")
	var doc letterReport
	if err := json.Unmarshal(s.out.Bytes(), &doc); err != nil || doc.Law != "us-ut" || strings.Join(doc.Asks, " ") != "deletion" || !strings.Contains(doc.Text, "1. Delete the personal data") {
		t.Errorf("%v: %s", err, s.out.String())
	}
	// Somebody who has signed out still gets a letter.
	delete(s.store.kept, "default")
	if code := s.run("rights", "letter", "--country", "DE"); code != exit.OK || strings.Contains(s.out.String(), "user name") {
		t.Errorf("exit code %d\n%s", code, s.out.String())
	}
}
