package main

import (
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/plexapi"
	"github.com/plexpriv/plexpriv/flows/signin"
)

const linkPrefix = "https://app.plex.tv/auth#?clientID=plexpriv-"

func linkLoginWorld(t *testing.T) *fakeWorld {
	s := newFakeWorld(t)
	s.engine.signIn = aSession("alice")
	return s
}

// Without a display a sign-in with a link is the default.
func TestLoginByLink(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, args := range [][]string{{"login"}, {"login", "--link"}, {"login", "--link", "--quiet"}} {
			s := linkLoginWorld(t)
			if code := s.run(args...); code != exit.OK {
				t.Fatalf("%v: exit code %d, want %d: %s", args, code, exit.OK, s.err.String())
			}
			for _, want := range []string{linkPrefix, "&code=k7fake2code9"} {
				if !strings.Contains(s.err.String(), want) {
					t.Errorf("%v: no %q in %s", args, want, s.err.String())
				}
			}
			if strings.Contains(s.err.String(), "Code:") {
				t.Errorf("%v: shows a code that can be typed nowhere: %s", args, s.err.String())
			}
			kept := s.store.kept["default"]
			if kept == nil || kept.Token != canaryToken || len(s.api.revoked) > 0 {
				t.Fatalf("kept %v, revoked %d", kept, len(s.api.revoked))
			}
			d := s.api.devices[0]
			if d.ClientID != kept.ClientID || d.Product != "plexpriv" || !strings.HasPrefix(d.Name, "plexpriv ") {
				t.Errorf("asked as %+v, kept as %q", d, kept.ClientID)
			}
			if strings.Contains(s.out.String()+s.err.String(), canaryToken) {
				t.Error("the output contains the token")
			}
		}
	})
}

func TestWindowIsTheDefaultWithADisplay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := linkLoginWorld(t)
		s.env["DISPLAY"] = ":0"
		if code := s.run("login"); code != exit.OK || s.api.opened > 0 || !s.launches[0].Headed {
			t.Errorf("exit code %d, %d times at the API", code, s.api.opened)
		}
		s = linkLoginWorld(t)
		s.env["DISPLAY"] = ":0"
		if code := s.run("login", "--link"); code != exit.OK || s.api.opened != 1 || s.launches[0].Headed {
			t.Errorf("exit code %d, %d times at the API", code, s.api.opened)
		}
	})
}

func TestQRCodeIsForTerminalsOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, c := range map[string]struct {
			prepare func(*fakeWorld)
			want    bool
			colored bool
		}{
			"a terminal":       {func(*fakeWorld) {}, true, true},
			"no terminal":      {func(s *fakeWorld) { s.Terminal.Stderr.TTY = false }, false, false},
			"ASCII":            {func(s *fakeWorld) { s.env["LC_ALL"] = "C" }, false, false},
			"no locale":        {func(s *fakeWorld) { s.env["LANG"] = "" }, false, false},
			"a dumb terminal":  {func(s *fakeWorld) { s.env["TERM"] = "dumb" }, false, false},
			"a narrow one":     {func(s *fakeWorld) { s.Terminal.Stderr.Width = 40 }, false, false},
			"without colors":   {func(s *fakeWorld) { s.env["NO_COLOR"] = "1" }, true, false},
			"Windows Terminal": {func(s *fakeWorld) { s.Terminal.GOOS = "windows"; s.env["LANG"] = ""; s.env["WT_SESSION"] = "x" }, true, true},
		} {
			s := linkLoginWorld(t)
			s.Terminal.Stderr.TTY, s.Terminal.Stderr.Width = true, 80
			s.env["LANG"], s.env["TERM"] = "de_DE.UTF-8", "xterm-256color"
			c.prepare(s)
			if code := s.run("login", "--link"); code != exit.OK {
				t.Fatalf("%s: exit code %d, want %d: %s", name, code, exit.OK, s.err.String())
			}
			text := s.err.String()
			if strings.Contains(text, "▀") != c.want || strings.Contains(text, "\x1b[") != c.colored || !strings.Contains(text, linkPrefix) {
				t.Errorf("%s:\n%s", name, text)
			}
		}
	})
}

// On the smallest usual terminal the whole QR code and the whole link are visible at the
// same time, with what to do.
func TestLinkAndQRCodeFitOnOneScreen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, v := onScreen(t, 80, 24)
		s.engine.signIn = aSession("alice")
		if code := s.run("login", "--link"); code != exit.OK {
			t.Fatalf("exit code %d: %s", code, v.bytes.String())
		}
		link := ""
		for line := range strings.Lines(v.bytes.String()) {
			if text := strings.TrimSpace(line); strings.HasPrefix(text, linkPrefix) {
				link = text
			}
		}
		short, _, _ := strings.Cut(link, "&context")
		rows := strings.Split(escapes.ReplaceAllString(terminal.QRCode(&s.Terminal, short), ""), "\n")
		wanted := []string{"Ctrl-C", "Scan", "1 minute", link[:70], link[len(link)-20:]}
		for _, row := range rows {
			wanted = append(wanted, strings.TrimRight(row, " "))
		}
		if len(rows) < 20 || !v.showed(wanted...) {
			t.Errorf("no screen shows all of the code and of %s\n%s", link, strings.Join(v.screens, "\n----\n"))
		}
	})
}

var escapes = regexp.MustCompile("\x1b\\[[0-9;]*m")

// A token that was approved and cannot be used is revoked, unless that might revoke the
// session from before.
func TestUnusedApprovalIsRevoked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refused := &signin.SiteError{Site: "www.plex.tv", Detail: "signed out"}
		s := linkLoginWorld(t)
		s.engine.proveErr = refused
		if code := s.run("login", "--link"); code != outcome.ExitSignIn || len(s.store.kept) > 0 || len(s.api.revoked) != 1 {
			t.Errorf("exit code %d, kept %v, revoked %d: %s", code, s.store.kept, len(s.api.revoked), s.err.String())
		}
		s = linkLoginWorld(t)
		s.engine.proveErr, s.api.revokeErr = refused, map[string]error{canaryToken: errors.New("no")}
		s.run("login", "--link")
		if !strings.Contains(s.err.String(), `Remove the device "plexpriv `) {
			t.Errorf("does not say that the device stays at Plex: %s", s.err.String())
		}
		// The session from before has the same client identifier.
		s = linkLoginWorld(t)
		s.store.kept["default"] = aSession("bob")
		s.engine.proveErr = refused
		s.run("login", "--link")
		if got := s.store.kept["default"]; got.Account.Username != "bob" || len(s.api.revoked) > 0 {
			t.Errorf("kept %v, revoked %d", got, len(s.api.revoked))
		}
		if s.api.devices[0].ClientID != "plexpriv-bob" {
			t.Errorf("the client identifier has changed: %+v", s.api.devices)
		}
	})
}

func TestCtrlCBeforeTheLinkIsApproved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := linkLoginWorld(t)
		s.api.approved = func() { s.signal <- os.Interrupt }
		if code := s.run("login", "--link"); code != outcome.ExitInterrupted || len(s.store.kept) > 0 {
			t.Errorf("exit code %d, kept %v: %s", code, s.store.kept, s.err.String())
		}
	})
}

// An approval ends the former token of the same client, collected or not. Whoever stops
// waiting is told so.
func TestCtrlCAndTheFormerSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, c := range map[string]struct {
			former, late  string
			says, saysNot string
			revoked       int
		}{
			"nobody was signed in": {"", "", "", "this profile has now ends", 0},
			"not approved":         {"plexpriv-alice", "", "the session that this profile has now ends at Plex. Then run: plexpriv login", "had approved", 0},
			"another client":       {"of-plex-web", "", "", "this profile has now ends", 0},
			"approved":             {"plexpriv-alice", canaryToken, "You had approved it by then.\nWhat you approved stays at Plex", "", 0},
			"approved, former":     {"plexpriv-alice", canaryToken, "The former session of this profile may have ended by it: run plexpriv login", "", 0},
			"approved, and nobody": {"", canaryToken, "You had approved it by then.", "The former session", 1},
		} {
			s := linkLoginWorld(t)
			if c.former != "" {
				s.store.kept["default"] = aSession("alice")
				s.store.kept["default"].ClientID = c.former
			}
			s.api.approved, s.api.late = func() { s.signal <- os.Interrupt }, c.late
			code := s.run("login", "--link")
			said := s.err.String()
			if code != outcome.ExitInterrupted || !strings.Contains(said, c.says) || c.saysNot != "" && strings.Contains(said, c.saysNot) || len(s.api.revoked) != c.revoked {
				t.Errorf("%s: exit code %d, revoked %d: %s", name, code, len(s.api.revoked), said)
			}
			if strings.Contains(said, canaryToken) {
				t.Errorf("%s: the output contains the token", name)
			}
		}
	})
}

// Ctrl-C after the approval leaves no session, and revokes the token.
func TestCtrlCAfterTheLinkIsApproved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := linkLoginWorld(t)
		s.engine.signing = func() { s.signal <- os.Interrupt }
		if code := s.run("login", "--link"); code != outcome.ExitInterrupted || len(s.store.kept) > 0 || len(s.api.revoked) != 1 || s.engine.closed != 1 {
			t.Errorf("exit code %d, kept %v, revoked %d: %s", code, s.store.kept, len(s.api.revoked), s.err.String())
		}
	})
}

// --timeout also limits the wait for the person. Without it, only the sign-in after the
// approval is limited.
func TestLinkTimeouts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := linkLoginWorld(t)
		s.api.approved = func() {}
		start := time.Now()
		if code := s.run("login", "--link", "--timeout", "20s"); code != outcome.ExitTryLater || !strings.Contains(s.err.String(), "--timeout") {
			t.Errorf("exit code %d, want %d: %s", code, outcome.ExitTryLater, s.err.String())
		}
		if took := time.Since(start); took != 20*time.Second {
			t.Errorf("took %s", took)
		}
		s = linkLoginWorld(t)
		s.engine.signing = func() {}
		start = time.Now()
		if code := s.run("login", "--link"); code != outcome.ExitTryLater {
			t.Errorf("exit code %d, want %d: %s", code, outcome.ExitTryLater, s.err.String())
		}
		if took := time.Since(start); took < defaultTimeout || took > defaultTimeout+5*time.Second {
			t.Errorf("took %s", took)
		}
	})
}

func TestLinkWithoutACode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := linkLoginWorld(t)
		s.api.pinErr = &plexapi.TrustError{What: "ask Plex for a sign-in code", Err: errors.New("unknown authority")}
		if code := s.run("login", "--link"); code != outcome.ExitTryLater || !strings.Contains(s.err.String(), "SSL_CERT_FILE") || !strings.Contains(s.err.String(), "clock") {
			t.Errorf("exit code %d, want %d: %s", code, outcome.ExitTryLater, s.err.String())
		}
	})
}
