package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows"
)

func tokenStage(t *testing.T, former *session.Session) *stage {
	s := newStage(t)
	s.stdin = strings.NewReader(canaryToken + "\n")
	s.engine.signIn = aSession("alice")
	if former != nil {
		s.store.kept["default"] = former
	}
	return s
}

func TestLogin(t *testing.T) {
	s := tokenStage(t, nil)
	if code := s.run("login", "--token-stdin"); code != exitOK {
		t.Fatalf("exit code %d: %s", code, s.err.String())
	}
	if got := s.out.String(); got != "signed in as alice; session kept in the OS keyring\n" {
		t.Errorf("said %q", got)
	}
	if got := strings.Join(s.store.calls, ", "); got != "load default, save default, load default" {
		t.Errorf("the store was asked: %s", got)
	}
	if len(s.engine.proved) != 1 || s.engine.closed != 1 {
		t.Errorf("%d proofs of what was stored, closed %d times", len(s.engine.proved), s.engine.closed)
	}
	if !s.launches[0].ReadOnly || s.launches[0].OpenNet {
		t.Errorf("a browser that can write: %+v", s.launches[0])
	}
}

func TestLoginInAWindow(t *testing.T) {
	s := tokenStage(t, nil)
	s.env["DISPLAY"] = ":0"
	if code := s.run("login", "--profile", "Partner"); code != exitOK || s.store.kept["partner"] == nil {
		t.Fatalf("exit code %d: %s", code, s.err.String())
	}
	if len(s.launches) != 2 || !s.launches[0].OpenNet || !s.launches[0].Headed || s.launches[1].OpenNet || !s.launches[1].ReadOnly {
		t.Errorf("browsers: %+v", s.launches)
	}
}

func TestKeyringIsTriedBeforeTheSignIn(t *testing.T) {
	for _, trouble := range []error{session.ErrLocked, session.ErrUnavailable, session.ErrTimeout, session.ErrNewerFormat} {
		s := tokenStage(t, nil)
		s.store.err = trouble
		if code := s.run("login", "--token-stdin"); code != exitNoAccess || len(s.launches) > 0 {
			t.Errorf("%v: exit code %d, %d browsers", trouble, code, len(s.launches))
		}
	}
}

func TestFormerSessionSurvivesAFailedLogin(t *testing.T) {
	for name, spoil := range map[string]func(*stage){
		"the sign-in fails":          func(s *stage) { s.engine.proveErr = flows.ErrSignIn },
		"the store loses the token":  func(s *stage) { s.store.worn = true },
		"the sign-in cannot be kept": func(s *stage) { s.engine.proveErr = errors.New("gone") },
	} {
		s := tokenStage(t, aSession("bob"))
		spoil(s)
		if code := s.run("login", "--token-stdin"); code == exitOK {
			t.Errorf("%s: exit code 0", name)
		}
		if got := s.store.kept["default"]; got == nil || got.Account.Username != "bob" {
			t.Errorf("%s: the former session is gone", name)
		}
		if strings.Contains(s.out.String(), "signed in") {
			t.Errorf("%s: said %q", name, s.out.String())
		}
	}
}

func TestUnprovedSessionIsNotLeftBehind(t *testing.T) {
	s := tokenStage(t, nil)
	s.store.worn = true
	if code := s.run("login", "--token-stdin"); code != flows.ExitSignIn || len(s.store.kept) > 0 {
		t.Errorf("exit code %d, kept %v", code, s.store.kept)
	}
}

func TestWhatIsNoToken(t *testing.T) {
	for _, text := range []string{"", "\n", "short", "two words", "tok\x00en-with-nul", "<html>not a token</html>"} {
		s := tokenStage(t, nil)
		s.stdin = strings.NewReader(text)
		if code := s.run("login", "--token-stdin"); code != exitUsage || len(s.launches) > 0 {
			t.Errorf("%q: exit code %d, %d browsers", text, code, len(s.launches))
		}
		if len(text) > 6 && strings.Contains(s.err.String(), text) {
			t.Errorf("repeats it: %q", s.err.String())
		}
	}
}

func TestLogout(t *testing.T) {
	s := newStage(t)
	s.store.kept["default"], s.store.kept["partner"] = aSession("alice"), aSession("bob")
	if code := s.run("logout"); code != exitOK || len(s.store.kept) != 1 {
		t.Errorf("exit code %d, kept %v", code, s.store.kept)
	}
	if !strings.Contains(s.out.String(), "Authorized Devices") {
		t.Errorf("does not say that the token lives on: %q", s.out.String())
	}
	if code := s.run("logout", "--all", "--json"); code != exitOK || len(s.store.kept) != 0 || !strings.Contains(s.out.String(), `"partner"`) {
		t.Errorf("exit code %d, kept %v", code, s.store.kept)
	}
	if code := s.run("logout"); code != exitOK || !strings.Contains(s.out.String(), "nothing to remove") {
		t.Errorf("exit code %d, %q", code, s.out.String())
	}
	s.store.err = session.ErrLocked
	if code := s.run("logout"); code != exitNoAccess {
		t.Errorf("locked: exit code %d", code)
	}
}

func TestProfiles(t *testing.T) {
	s := newStage(t)
	s.run("profiles")
	if !strings.Contains(s.out.String(), "plexpriv login") {
		t.Errorf("said %q", s.out.String())
	}
	s.store.kept["default"] = aSession("alice")
	if code := s.run("profiles"); code != exitOK || !strings.Contains(s.out.String(), "alice") || !strings.Contains(s.out.String(), "13 days ago") {
		t.Errorf("exit code %d: %s", code, s.out.String())
	}
}
