package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// fileStoreWorld is a world in which the file store was chosen.
func fileStoreWorld(t *testing.T) *fakeWorld {
	s := tokenLoginWorld(t, nil)
	s.env["PLEXPRIV_SESSION_STORE"] = "file"
	s.store.kind = session.KindFile
	return s
}

func TestPassphraseIsAskedForBeforeTheSignIn(t *testing.T) {
	s := fileStoreWorld(t)
	if code := s.run("login", "--token-stdin"); code != exit.NoAccess || len(s.launches) > 0 {
		t.Errorf("exit code %d, %d browsers", code, len(s.launches))
	}
	if said := s.err.String(); !strings.Contains(said, "no terminal") || !strings.Contains(said, exit.EnvPassphraseFile) {
		t.Errorf("said %q", said)
	}
}

func TestPassphraseSources(t *testing.T) {
	file := filepath.Join(t.TempDir(), "pass")
	if err := os.WriteFile(file, []byte("from a file\r\nand more\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ variable, value, want string }{
		"file":    {exit.EnvPassphraseFile, file, "from a file"},
		"command": {exit.EnvPassphraseCommand, "echo from a command", "from a command"},
	} {
		s := fileStoreWorld(t)
		s.env[c.variable] = c.value
		if code := s.run("login", "--token-stdin"); code != exit.OK || !strings.Contains(s.out.String(), "kept in the encrypted file") {
			t.Fatalf("%s: exit code %d, want %d: %s", name, code, exit.OK, s.err.String())
		}
		if got, err := s.passphrase(context.Background()); got != c.want || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for variable, value := range map[string]string{exit.EnvPassphraseFile: "/nowhere", exit.EnvPassphraseCommand: "exit 3"} {
		s := fileStoreWorld(t)
		s.env[variable] = value
		if code := s.run("login", "--token-stdin"); code != exit.NoAccess || len(s.launches) > 0 {
			t.Errorf("%s=%s: exit code %d, want %d", variable, value, code, exit.NoAccess)
		}
	}
}

// plexpriv does not wait for a process that the passphrase command has left running, nor
// for the command itself after Ctrl-C.
func TestPassphraseCommandThatLeavesAProcess(t *testing.T) {
	s := fileStoreWorld(t)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if got, err := world.PassphraseFrom(ctx, &s.Terminal, "sleep 60 & echo the word"); got != "the word" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	given, giveUp := context.WithCancel(ctx)
	giveUp()
	if _, err := world.PassphraseFrom(given, &s.Terminal, "sleep 60 | cat"); !errors.Is(err, world.ErrNoPassphrase) || ctx.Err() != nil {
		t.Errorf("%v", err)
	}
}

// A new passphrase is asked for twice, the passphrase of an existing file once.
func TestPassphraseFromTheTerminal(t *testing.T) { synctest.Test(t, passphraseFromTheTerminal) }

func passphraseFromTheTerminal(t *testing.T) {
	for name, c := range map[string]struct {
		former  *session.Session
		answers []string
		code    int
	}{
		"new":             {nil, []string{"a phrase", "a phrase"}, exit.OK},
		"new, mistyped":   {nil, []string{"a phrase", "a phrsae"}, exit.NoAccess},
		"of a file there": {aSession("bob"), nil, exit.OK},
	} {
		s := fileStoreWorld(t)
		if c.former != nil {
			s.store.kept["default"] = c.former
		}
		s.Terminal.Stdin.TTY = true
		answers := c.answers
		s.Terminal.Stdin.ReadSecret = func(_ context.Context, ask func()) (string, error) {
			ask()
			a := answers[0]
			answers = answers[1:]
			return a, nil
		}
		if code := s.run("login", "--link"); code != c.code {
			t.Errorf("%s: exit code %d, want %d: %s", name, code, c.code, s.err.String())
		}
		if said := s.out.String() + s.err.String(); strings.Contains(said, "phrase\n") || strings.Contains(said, canaryToken) {
			t.Errorf("%s: said %q", name, said)
		}
	}
}
