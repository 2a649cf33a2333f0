package main

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/plexapi"
)

func withToken(s *session.Session, token string) *session.Session {
	s.Token = token
	return s
}

func TestLogout(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"], s.store.kept["partner"] = aSession("alice"), aSession("bob")
	if code := s.run("logout"); code != exit.OK || len(s.store.kept) != 1 {
		t.Errorf("exit code %d, kept %v", code, s.store.kept)
	}
	if code := s.run("logout", "--all", "--json"); code != exit.OK || len(s.store.kept) != 0 || !strings.Contains(s.out.String(), `"partner"`) {
		t.Errorf("exit code %d, kept %v", code, s.store.kept)
	}
	if code := s.run("logout"); code != exit.OK || !strings.Contains(s.out.String(), "nothing to remove") {
		t.Errorf("exit code %d, %q", code, s.out.String())
	}
	s.store.err = session.ErrLocked
	if code := s.run("logout"); code != exit.NoAccess {
		t.Errorf("locked: exit code %d, want %d", code, exit.NoAccess)
	}
}

func TestLogoutRevokesTheToken(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	if code := s.run("logout"); code != exit.OK || len(s.api.revoked) != 1 || len(s.store.kept) > 0 {
		t.Errorf("exit code %d, revoked %d, kept %v", code, len(s.api.revoked), s.store.kept)
	}
	if got := s.out.String(); got != "signed out profile default: its session is ended at Plex and removed from the OS keyring\n" {
		t.Errorf("said %q", got)
	}
}

// The session is removed from this machine even if Plex cannot revoke the token, and the
// output says so.
func TestLogoutRemovesTheSessionWhenPlexFails(t *testing.T) {
	for name, spoil := range map[string]func(*fakeWorld){
		"Plex refuses": func(s *fakeWorld) {
			s.api.revokeErr = map[string]error{canaryToken: &plexapi.StatusError{What: "x", Status: 500}}
		},
		"Plex is not there": func(s *fakeWorld) {
			s.api.revokeErr = map[string]error{canaryToken: &plexapi.NetworkError{What: "x", Err: errors.New("y")}}
		},
		"it stays valid":      func(s *fakeWorld) { s.api.revokeErr = map[string]error{canaryToken: plexapi.ErrStillValid} },
		"no client":           func(s *fakeWorld) { s.api.openErr = errors.New("SSL_CERT_FILE") },
		"it cannot be read":   func(s *fakeWorld) { s.store.loadErr = session.ErrPassphrase },
		"it has lost a token": func(s *fakeWorld) { s.store.kept["default"].Token = "" },
	} {
		s := newFakeWorld(t)
		s.store.kept["default"] = aSession("alice")
		spoil(s)
		if code := s.run("logout"); code != exit.OK || len(s.store.kept) > 0 {
			t.Errorf("%s: exit code %d, kept %v: %s", name, code, s.store.kept, s.err.String())
		}
		if !strings.Contains(s.out.String(), "not ended at Plex: ") {
			t.Errorf("%s: said %q", name, s.out.String())
		}
		if tokenThere := name != "it has lost a token"; tokenThere != strings.Contains(s.out.String(), "Authorized Devices") {
			t.Errorf("%s: said %q", name, s.out.String())
		}
	}
}

func TestLogoutKeepsASharedToken(t *testing.T) {
	sharing := func() *fakeWorld {
		s := newFakeWorld(t)
		for _, p := range []string{"a", "b"} {
			s.store.kept[p] = withToken(aSession("alice"), "canary-shared-token")
		}
		s.store.kept["c"] = withToken(aSession("carol"), "canary-other-token")
		return s
	}
	s := sharing()
	if s.run("logout", "--profile", "a"); len(s.api.revoked) > 0 || !strings.Contains(s.out.String(), "profile b uses the same token") {
		t.Errorf("revoked %v: %s", s.api.revoked, s.out.String())
	}
	s = sharing()
	if code := s.run("logout", "--all", "--json"); code != exit.OK || len(s.api.revoked) != 2 || len(s.store.kept) > 0 {
		t.Errorf("exit code %d, revoked %v, kept %v", code, s.api.revoked, s.store.kept)
	}
	var doc logoutReport
	if err := json.Unmarshal(s.out.Bytes(), &doc); err != nil || len(doc.Removed) != 3 || len(doc.Profiles) != 3 {
		t.Fatalf("%v: %s", err, s.out.String())
	}
	for _, p := range doc.Profiles {
		if !p.Removed || !p.Ended || p.Account == "" {
			t.Errorf("%+v", p)
		}
	}
}

// Plex is not asked again after it could not be reached.
func TestLogoutAllAsksAnUnreachablePlexOnce(t *testing.T) {
	s := newFakeWorld(t)
	s.api.revokeErr = map[string]error{}
	for _, p := range []string{"a", "b", "c"} {
		s.store.kept[p] = withToken(aSession(p), "canary-token-of-"+p)
		s.api.revokeErr["canary-token-of-"+p] = &plexapi.NetworkError{What: "x", Err: errors.New("y")}
	}
	if code := s.run("logout", "--all"); code != exit.OK || len(s.api.revoked) != 1 || len(s.store.kept) > 0 {
		t.Errorf("exit code %d, asked %d times, kept %v", code, len(s.api.revoked), s.store.kept)
	}
}

func TestCtrlCDuringLogout(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.api.revoking = func() { s.signal <- os.Interrupt }
	if code := s.run("logout"); code != outcome.ExitInterrupted {
		t.Errorf("exit code %d: %s", code, s.out.String()+s.err.String())
	}
}
