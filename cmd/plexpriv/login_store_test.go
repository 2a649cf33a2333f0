package main

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// withoutKeyring is a world in which only the encrypted file works, and in which the person
// types these lines, and then the passphrases.
func withoutKeyring(t *testing.T, typed string, passphrases ...string) (s *fakeWorld, prompts *[]string) {
	t.Helper()
	s = newFakeWorld(t)
	s.engine.signIn = aSession("alice")
	prompts = new([]string)
	s.Terminal.Stdin = terminal.Input{From: strings.NewReader(typed), TTY: true, ReadSecret: func(_ context.Context, ask func()) (string, error) {
		before := s.err.Len()
		ask()
		*prompts = append(*prompts, s.err.String()[before:])
		next := passphrases[0]
		passphrases = passphrases[1:]
		return next, nil
	}}
	s.Terminal.Stderr.TTY = true
	open := s.OpenStore
	s.OpenStore = func(o session.Options) (session.Store, error) {
		if o.Env(session.EnvStore) == session.KindFile {
			s.store.kind = session.KindFile
			return open(o)
		}
		return &memoryStore{err: session.ErrUnavailable}, nil
	}
	return s, prompts
}

// Where there is no keyring, login asks once, and remembers the answer.
func TestLoginAsksForAnEncryptedFile(t *testing.T) {
	s, prompts := withoutKeyring(t, "\n", "correct horse", "correct horse")
	if code := s.run("login", "--link"); code != exit.OK {
		t.Fatalf("exit code %d, %s", code, s.err.String())
	}
	if said := s.err.String(); !strings.Contains(said, "There is no keyring here. Keep the session in an encrypted file instead? [Y/n] ") {
		t.Errorf("asked %q", said)
	}
	if got := strings.Join(*prompts, "|"); got != "Choose a passphrase to encrypt your Plex session: |Repeat it: " {
		t.Errorf("asked for the passphrase with %q", got)
	}
	if s.store.kept["default"] == nil {
		t.Error("no session was stored")
	}
	text, err := os.ReadFile(world.ConfigFile(s.World))
	if err != nil || string(text) != "store = 'file'\n" {
		t.Errorf("remembered %q, %v", text, err)
	}
	// The next command does not ask.
	if code := s.run("check"); code != exit.OK || strings.Contains(s.err.String(), "keyring") {
		t.Errorf("check: exit code %d, %s", code, s.err.String())
	}
}

// Nothing is remembered unless somebody signed in.
func TestLoginWithoutKeyring(t *testing.T) {
	for name, c := range map[string]struct {
		typed string
		tty   bool
		args  string
	}{
		"no":                      {"n\n", true, "login --link"},
		"the end of the input":    {"", true, "login --link"},
		"no terminal":             {"", false, "login --link"},
		"not the same twice":      {"y\n", true, "login --link"},
		"a keyring that is named": {"", true, "login --link --store keyring"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := withoutKeyring(t, c.typed, "correct horse", "battery staple")
			s.Terminal.Stdin.TTY = c.tty
			if code := s.run(strings.Fields(c.args)...); code != exit.NoAccess || s.api.opened > 0 {
				t.Errorf("exit code %d, %s", code, s.err.String())
			}
			if name != "not the same twice" && !strings.Contains(s.err.String(), "hint: plexpriv login --store file   keeps the session in an encrypted file instead") {
				t.Errorf("said %s", s.err.String())
			}
			if _, err := os.Stat(world.ConfigFile(s.World)); err == nil {
				t.Error("something was remembered")
			}
		})
	}
}
