package main

import (
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// Commands that only print something use no browser, no keyring and no network.
func TestHelpAndListsOpenNothing(t *testing.T) {
	for _, line := range []string{
		"--help", "apply --help", "help exit-codes", "version", "settings", "settings --json",
		"settings explain visibility.watchlist", "history --help", "completion bash",
	} {
		t.Run(line, func(t *testing.T) {
			s := newFakeWorld(t)
			if code := s.run(strings.Fields(line)...); code != exit.OK {
				t.Fatalf("exit code %d, want %d: %s", code, exit.OK, &s.err)
			}
			s.expectNothingOpened(t)
		})
	}
}

func TestProfilesStartsNoBrowser(t *testing.T) {
	s := newFakeWorld(t)
	if code := s.run("profiles"); code != exit.OK {
		t.Fatalf("exit code %d, want %d: %s", code, exit.OK, &s.err)
	}
	if len(s.launches) > 0 || s.api.opened > 0 {
		t.Errorf("%d browsers were started, Plex was asked %d times", len(s.launches), s.api.opened)
	}
}
