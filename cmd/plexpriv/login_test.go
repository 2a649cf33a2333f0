package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/signin"
)

func tokenLoginWorld(t *testing.T, former *session.Session) *fakeWorld {
	s := newFakeWorld(t)
	s.Terminal.Stdin.From = strings.NewReader(canaryToken + "\n")
	s.engine.signIn = aSession("alice")
	if former != nil {
		s.store.kept["default"] = former
	}
	return s
}

func TestLogin(t *testing.T) {
	s := tokenLoginWorld(t, nil)
	if code := s.run("login", "--token-stdin"); code != exit.OK {
		t.Fatalf("exit code %d, want %d: %s", code, exit.OK, s.err.String())
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
	// A page may need to write to learn that somebody is signed in.
	if s.launches[0].ReadOnly || s.launches[0].OpenNet || !s.launches[0].Hosts.Allows("www.plex.tv") || s.launches[0].Hosts.Allows("example.com") {
		t.Errorf("the browser is read-only, or may reach other hosts: %+v", s.launches[0])
	}
}

// A new session keeps the profile's client identifier, if plexpriv has made it.
func TestClientIdentifierIsStable(t *testing.T) {
	for former, kept := range map[string]bool{"plexpriv-abc": true, "of-plex-web": false, "": false} {
		s := tokenLoginWorld(t, aSession("alice"))
		s.store.kept["default"].ClientID = former
		s.run("login", "--token-stdin")
		if got := s.store.kept["default"].ClientID; (got == former) != kept || !strings.HasPrefix(got, "plexpriv-") {
			t.Errorf("after %q: %q", former, got)
		}
	}
}

// If a site refuses the session, the error names the site and another way to sign in.
func TestLoginNamesTheSiteThatRefuses(t *testing.T) {
	s := tokenLoginWorld(t, nil)
	s.engine.proveErr = &signin.SiteError{Site: "www.plex.tv", Detail: "signed out"}
	code := s.run("login", "--profile", "partner", "--token-stdin")
	if code != outcome.ExitSignIn || len(s.store.kept) > 0 {
		t.Errorf("exit code %d, kept %v", code, s.store.kept)
	}
	for _, want := range []string{"www.plex.tv does not accept", "plexpriv login --profile partner --window"} {
		if !strings.Contains(s.err.String(), want) {
			t.Errorf("no %q in %s", want, s.err.String())
		}
	}
}

// A session that one site takes is kept for that one. The pages that stay shut are named,
// and the way to open them.
func TestLoginAtOneSiteOnly(t *testing.T) {
	s := tokenLoginWorld(t, nil)
	s.engine.shut = []*signin.SiteError{{Site: "www.plex.tv", Pages: []string{"email", "privacy"}, Detail: "signed out"}}
	code := s.run("login", "--token-stdin")
	if code != outcome.ExitPartly || s.store.kept["default"] == nil {
		t.Errorf("exit code %d, kept %v: %s", code, s.store.kept, s.err.String())
	}
	for _, want := range []string{"signed in as alice", "www.plex.tv does not accept the session, so these pages stay closed: email, privacy", "plexpriv login --window"} {
		if !strings.Contains(s.out.String(), want) {
			t.Errorf("no %q in %s", want, s.out.String())
		}
	}
	s.Terminal.Stdin.From = strings.NewReader(canaryToken)
	code = s.run("login", "--token-stdin", "--json")
	for _, want := range []string{`"site": "www.plex.tv"`, `"pages": [`, `"privacy"`, `"exit_code": 3`} {
		if code != outcome.ExitPartly || !strings.Contains(s.out.String(), want) {
			t.Errorf("exit code %d, no %s in %s", code, want, s.out.String())
		}
	}
	fitsSchema(t, "login", s.out.Bytes())
}

// signedToken is a token that ends at a time.
func signedToken(end time.Time) string {
	claims := fmt.Sprintf(`{"exp":%d,"canary":1}`, end.Unix())
	return "eyJhbGciOiJFZERTQSJ9." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".c2lnbmF0dXJl"
}

// A token that ends by itself says so at the login and in the list of profiles; one that
// has ended is refused before anything is asked of Plex.
func TestTokenThatEnds(t *testing.T) {
	s := tokenLoginWorld(t, nil)
	s.Terminal.Stdin.From = strings.NewReader(signedToken(s.Now().AddDate(0, 0, 7)))
	if code := s.run("login", "--token-stdin"); code != exit.OK || !strings.Contains(s.out.String(), "expires on 2026-03-21") {
		t.Errorf("exit code %d: %s%s", code, s.out.String(), s.err.String())
	}
	if s.run("profiles"); !strings.Contains(s.out.String(), "ENDS") || !strings.Contains(s.out.String(), "2026-03-21") {
		t.Errorf("profiles does not say when it ends:\n%s", s.out.String())
	}
	if s.run("profiles", "--json"); !strings.Contains(s.out.String(), `"ends": "2026-03-21T`) {
		t.Errorf("profiles --json does not say when it ends:\n%s", s.out.String())
	}
	s.Now = func() time.Time { return time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC) }
	if s.run("profiles"); !strings.Contains(s.out.String(), "has ended") {
		t.Errorf("profiles does not say that it has ended:\n%s", s.out.String())
	}
	if code := s.run("check"); code != outcome.ExitSignIn || !strings.Contains(s.err.String(), "ended by itself on 2026-03-21") {
		t.Errorf("check with it: exit code %d: %s", code, s.err.String())
	}
	s = tokenLoginWorld(t, nil)
	s.Terminal.Stdin.From = strings.NewReader(signedToken(s.Now().Add(-time.Hour)))
	if code := s.run("login", "--token-stdin"); code != outcome.ExitSignIn || len(s.launches) > 0 || len(s.store.kept) > 0 || !strings.Contains(s.err.String(), "ended by itself on 2026-03-14") {
		t.Errorf("an ended one: exit code %d, %d browsers: %s", code, len(s.launches), s.err.String())
	}
}

// What is no token of an account is called by its name, with what to do instead.
func TestWhatIsNoToken(t *testing.T) {
	for text, want := range map[string]string{
		"<html>sign in</html>": "a page or a document", `{"authToken":"x"}`: "a page or a document", "246810": "a code", "K7F2": "a code",
		"https://plex.tv/api?X-Plex-Token=" + canaryToken: "what stands behind X-Plex-Token=", "two words": "no Plex token",
	} {
		s := tokenLoginWorld(t, nil)
		s.Terminal.Stdin.From = strings.NewReader(text)
		if code := s.run("login", "--token-stdin"); code != exit.Usage || !strings.Contains(s.err.String(), want) || !strings.Contains(s.err.String(), "plexpriv login") {
			t.Errorf("%q: exit code %d: %s", text, code, s.err.String())
		}
	}
	s := tokenLoginWorld(t, nil)
	s.engine.proveErr = fmt.Errorf("%w: Plex does not accept the session (401)", outcome.ErrSignIn)
	if code := s.run("login", "--token-stdin"); code != outcome.ExitSignIn || len(s.store.kept) > 0 || !strings.Contains(s.err.String(), "may be a server's") {
		t.Errorf("a server's token: exit code %d: %s", code, s.err.String())
	}
}

// unreadableInput is a standard input that must not be read.
type unreadableInput struct{ t *testing.T }

func (n unreadableInput) Read([]byte) (int, error) {
	n.t.Error("standard input was read")
	return 0, io.EOF
}

func TestTokenFromATerminalIsRefused(t *testing.T) {
	s := tokenLoginWorld(t, nil)
	s.Terminal.Stdin.TTY, s.Terminal.Stdin.From = true, unreadableInput{t}
	s.Terminal.Stdin.ReadSecret = func(_ context.Context, ask func()) (string, error) {
		ask()
		t.Error("asked for a secret")
		return "", nil
	}
	if code := s.run("login", "--token-stdin"); code != exit.Usage || !strings.Contains(s.err.String(), "< FILE") {
		t.Errorf("exit code %d, want %d: %s", code, exit.Usage, s.err.String())
	}
	if strings.Contains(s.err.String(), "token: ") {
		t.Errorf("prompts: %s", s.err.String())
	}
	s.expectNothingOpened(t)
}

// Ctrl-C works while plexpriv waits for a token from a pipe.
func TestCtrlCWhileReadingATokenFromAPipe(t *testing.T) {
	r, held := io.Pipe()
	defer held.Close()
	s := tokenLoginWorld(t, nil)
	s.Terminal.Stdin.From = r
	go func() { s.signal <- os.Interrupt }()
	if code := s.run("login", "--token-stdin"); code != outcome.ExitInterrupted || len(s.launches) > 0 {
		t.Errorf("exit code %d, %d browsers: %s", code, len(s.launches), s.err.String())
	}
}

func TestSecondLoginOfAProfileIsRefused(t *testing.T) {
	s := tokenLoginWorld(t, nil)
	release, err := world.LockSignIn(s.State, "default")
	if err != nil {
		t.Fatal(err)
	}
	if code := s.run("login", "--token-stdin"); code != outcome.ExitTryLater || !strings.Contains(s.err.String(), "profile default: another plexpriv is signing in") {
		t.Errorf("exit code %d, want %d: %s", code, outcome.ExitTryLater, s.err.String())
	}
	if len(s.store.calls) > 0 || len(s.launches) > 0 {
		t.Errorf("the second login has used the store (%v) or started %d browsers", s.store.calls, len(s.launches))
	}
	if code := s.run("login", "--token-stdin", "--profile", "partner"); code != exit.OK {
		t.Errorf("another profile: exit code %d, want %d: %s", code, exit.OK, s.err.String())
	}
	release()
	s.Terminal.Stdin.From = strings.NewReader(canaryToken)
	if code := s.run("login", "--token-stdin"); code != exit.OK {
		t.Errorf("afterwards: exit code %d, want %d: %s", code, exit.OK, s.err.String())
	}
}

func TestLoginInAWindow(t *testing.T) {
	s := tokenLoginWorld(t, nil)
	s.env["DISPLAY"] = ":0"
	if code := s.run("login", "--profile", "Partner"); code != exit.OK || s.store.kept["partner"] == nil {
		t.Fatalf("exit code %d, want %d: %s", code, exit.OK, s.err.String())
	}
	if len(s.launches) != 2 || !s.launches[0].OpenNet || !s.launches[0].Headed || s.launches[1].OpenNet || s.launches[1].ReadOnly {
		t.Errorf("browsers: %+v", s.launches)
	}
}

func TestKeyringIsTriedBeforeTheSignIn(t *testing.T) {
	for _, trouble := range []error{session.ErrLocked, session.ErrUnavailable, session.ErrTimeout, session.ErrNewerFormat} {
		s := tokenLoginWorld(t, nil)
		s.store.err = trouble
		if code := s.run("login", "--token-stdin"); code != exit.NoAccess || len(s.launches) > 0 {
			t.Errorf("%v: exit code %d, %d browsers", trouble, code, len(s.launches))
		}
	}
}

func TestFormerSessionSurvivesAFailedLogin(t *testing.T) {
	for name, spoil := range map[string]func(*fakeWorld){
		"the sign-in fails":          func(s *fakeWorld) { s.engine.proveErr = outcome.ErrSignIn },
		"the store loses the token":  func(s *fakeWorld) { s.store.losesToken = true },
		"the sign-in cannot be kept": func(s *fakeWorld) { s.engine.proveErr = errors.New("gone") },
	} {
		s := tokenLoginWorld(t, aSession("bob"))
		spoil(s)
		if code := s.run("login", "--token-stdin"); code == exit.OK {
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

func TestUnprovedSessionIsRemoved(t *testing.T) {
	s := tokenLoginWorld(t, nil)
	s.store.losesToken = true
	if code := s.run("login", "--token-stdin"); code != outcome.ExitSignIn || len(s.store.kept) > 0 {
		t.Errorf("exit code %d, kept %v", code, s.store.kept)
	}
}

func TestInvalidTokensAreRefused(t *testing.T) {
	for _, text := range []string{"", "\n", " \t\n", "short", "two words", "tok\x00en-with-nul", "<html>not a token</html>"} {
		s := tokenLoginWorld(t, nil)
		s.Terminal.Stdin.From = strings.NewReader(text)
		if code := s.run("login", "--token-stdin"); code != exit.Usage || len(s.launches) > 0 {
			t.Errorf("%q: exit code %d, %d browsers", text, code, len(s.launches))
		}
		if len(text) > 6 && strings.Contains(s.err.String(), text) {
			t.Errorf("the error contains the input: %q", s.err.String())
		}
	}
}

func TestProfiles(t *testing.T) {
	s := newFakeWorld(t)
	s.run("profiles")
	if !strings.Contains(s.out.String(), "plexpriv login") {
		t.Errorf("said %q", s.out.String())
	}
	s.store.kept["default"] = aSession("alice")
	s.store.kept["default"].LastUsed = s.Now().Add(-2 * time.Hour)
	code := s.run("profiles")
	for _, want := range []string{"default", "alice", "13 days ago", "2 hours ago", "keyring"} {
		if code != exit.OK || !strings.Contains(s.out.String(), want) {
			t.Errorf("exit code %d, no %q in\n%s", code, want, s.out.String())
		}
	}
	s.run("profiles", "--json")
	for _, want := range []string{`"account": "alice"`, `"store": "keyring"`, `"created": "2026-03-01T00:00:00Z"`, `"last_used": "2026-03-14T13:09:26Z"`} {
		if !strings.Contains(s.out.String(), want) {
			t.Errorf("no %s in\n%s", want, s.out.String())
		}
	}
}

// Whoever has signed in by a link is not told that a link would give a token that lasts.
func TestTokenOfALinkThatEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := linkLoginWorld(t)
		s.api.token = signedToken(time.Now().AddDate(0, 0, 7))
		if code := s.run("login", "--link"); code != exit.OK || !strings.Contains(s.out.String(), "expires on ") || strings.Contains(s.out.String(), "does not") {
			t.Errorf("exit code %d: %s%s", code, s.out.String(), s.err.String())
		}
	})
}
