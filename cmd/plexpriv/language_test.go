package main

import (
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// What a person reads beside a run is in their language, too.
func TestTheWayIsInGerman(t *testing.T) {
	for line, want := range map[string]string{
		"profiles --lang de":             "PROFIL   KONTO  ANGEMELDET",
		"settings --lang de":             "EMPFOHLEN  STRENG",
		"check --lang de --level strict": "streng",
		"logout --lang de":               "Profil default abgemeldet",
	} {
		s := newFakeWorld(t)
		onTerminal(s, 80, "C.UTF-8")
		s.store.kept["default"] = aSession("alice")
		s.recordRun(t, "default", "id-of-alice")
		if code := s.run(strings.Fields(line)...); code != exit.OK && code != 2 || !strings.Contains(s.out.String(), want) {
			t.Errorf("%s: exit code %d, no %q in\n%s%s", line, code, want, &s.out, &s.err)
		}
	}
}

// --lang counts for questions, too.
func TestLoginInGerman(t *testing.T) {
	s, prompts := withoutKeyring(t, "j\n", "correct horse", "correct horse")
	if code := s.run("login", "--link", "--lang", "de"); code != exit.OK || !strings.Contains(s.out.String(), "angemeldet als alice") {
		t.Fatalf("exit code %d, %s%s", code, &s.out, &s.err)
	}
	for _, want := range []string{"Hier gibt es keinen Schlüsselbund.", "Öffne diesen Link", "Er gilt 1 Minute.", "Angenommen."} {
		if !strings.Contains(s.err.String(), want) {
			t.Errorf("no %q in\n%s", want, &s.err)
		}
	}
	if got := strings.Join(*prompts, "|"); got != "Wähle eine Passphrase, die deine Plex-Sitzung verschlüsselt: |Noch einmal: " {
		t.Errorf("asked for the passphrase with %q", got)
	}
}

// No line is left for the terminal to break in the middle of a word.
func TestLoginFitsANarrowScreen(t *testing.T) {
	s := tokenLoginWorld(t, nil)
	s.env["LANG"], s.Terminal.Stdout.Width = "de_DE.UTF-8", 40
	s.run("login", "--token-stdin")
	said := s.out.String()
	s.run("logout")
	if !strings.Contains(said, "angemeldet") || !strings.Contains(s.out.String(), "abgemeldet") {
		t.Errorf("said %s%s", said, &s.out)
	}
	for line := range strings.Lines(said + s.out.String()) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > 40 {
			t.Errorf("%d characters: %s", n, line)
		}
	}
}
