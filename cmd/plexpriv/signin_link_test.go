package main

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/plexapi"
	"github.com/plexpriv/plexpriv/flows/signin"
)

const theLink = "https://app.plex.tv/auth#?clientID=plexpriv-"

func linkStage(t *testing.T) *stage {
	s := newStage(t)
	s.engine.signIn = aSession("alice")
	return s
}

// Without a display a link is the default.
func TestLoginByLink(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, args := range [][]string{{"login"}, {"login", "--link"}, {"login", "--link", "--quiet"}} {
			s := linkStage(t)
			if code := s.run(args...); code != exit.OK {
				t.Fatalf("%v: exit code %d: %s", args, code, s.err.String())
			}
			for _, want := range []string{theLink, "&code=k7fake2code9", "Code: k7fake2code9"} {
				if !strings.Contains(s.err.String(), want) {
					t.Errorf("%v: no %q in %s", args, want, s.err.String())
				}
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
				t.Error("shows the token")
			}
		}
	})
}

func TestWindowIsTheDefaultWithADisplay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := linkStage(t)
		s.env["DISPLAY"] = ":0"
		if code := s.run("login"); code != exit.OK || s.api.opened > 0 || !s.launches[0].Headed {
			t.Errorf("exit code %d, %d times at the API", code, s.api.opened)
		}
		s = linkStage(t)
		s.env["DISPLAY"] = ":0"
		if code := s.run("login", "--link"); code != exit.OK || s.api.opened != 1 || s.launches[0].Headed {
			t.Errorf("exit code %d, %d times at the API", code, s.api.opened)
		}
	})
}

func TestQRCodeIsForTerminalsOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, c := range map[string]struct {
			prepare func(*stage)
			want    bool
			colored bool
		}{
			"a terminal":       {func(*stage) {}, true, true},
			"no terminal":      {func(s *stage) { s.Terminal.StderrTTY = false }, false, false},
			"ASCII":            {func(s *stage) { s.env["LC_ALL"] = "C" }, false, false},
			"no locale":        {func(s *stage) { s.env["LANG"] = "" }, false, false},
			"a dumb terminal":  {func(s *stage) { s.env["TERM"] = "dumb" }, false, false},
			"a narrow one":     {func(s *stage) { s.Terminal.StderrWidth = 40 }, false, false},
			"without colors":   {func(s *stage) { s.env["NO_COLOR"] = "1" }, true, false},
			"Windows Terminal": {func(s *stage) { s.Terminal.GOOS = "windows"; s.env["LANG"] = ""; s.env["WT_SESSION"] = "x" }, true, true},
		} {
			s := linkStage(t)
			s.Terminal.StderrTTY, s.Terminal.StderrWidth = true, 80
			s.env["LANG"], s.env["TERM"] = "de_DE.UTF-8", "xterm-256color"
			c.prepare(s)
			if code := s.run("login", "--link"); code != exit.OK {
				t.Fatalf("%s: exit code %d: %s", name, code, s.err.String())
			}
			text := s.err.String()
			if strings.Contains(text, "▀") != c.want || strings.Contains(text, "\x1b[") != c.colored || !strings.Contains(text, theLink) {
				t.Errorf("%s:\n%s", name, text)
			}
		}
	})
}

// What was approved and cannot be used is taken back, if that hurts nobody.
func TestApprovedInVain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refused := &signin.SiteError{Site: "www.plex.tv", Detail: "signed out"}
		s := linkStage(t)
		s.engine.proveErr = refused
		if code := s.run("login", "--link"); code != outcome.ExitSignIn || len(s.store.kept) > 0 || len(s.api.revoked) != 1 {
			t.Errorf("exit code %d, kept %v, revoked %d: %s", code, s.store.kept, len(s.api.revoked), s.err.String())
		}
		s = linkStage(t)
		s.engine.proveErr, s.api.revokeErr = refused, map[string]error{canaryToken: errors.New("no")}
		s.run("login", "--link")
		if !strings.Contains(s.err.String(), `Remove the device "plexpriv `) {
			t.Errorf("does not say that it stays: %s", s.err.String())
		}
		// The former session has the same name at Plex.
		s = linkStage(t)
		s.store.kept["default"] = aSession("bob")
		s.engine.proveErr = refused
		s.run("login", "--link")
		if got := s.store.kept["default"]; got.Account.Username != "bob" || len(s.api.revoked) > 0 {
			t.Errorf("kept %v, revoked %d", got, len(s.api.revoked))
		}
		if s.api.devices[0].ClientID != "plexpriv-bob" {
			t.Errorf("another device than before: %+v", s.api.devices)
		}
	})
}

func TestLinkIsInterrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := linkStage(t)
		s.api.approved = func() { s.signal <- os.Interrupt }
		if code := s.run("login", "--link"); code != outcome.ExitInterrupted || len(s.store.kept) > 0 {
			t.Errorf("exit code %d, kept %v: %s", code, s.store.kept, s.err.String())
		}
	})
}

// Between the approval and the storing, too, nothing stays.
func TestLinkIsInterruptedAfterTheApproval(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := linkStage(t)
		s.engine.signing = func() { s.signal <- os.Interrupt }
		if code := s.run("login", "--link"); code != outcome.ExitInterrupted || len(s.store.kept) > 0 || len(s.api.revoked) != 1 || s.engine.closed != 1 {
			t.Errorf("exit code %d, kept %v, revoked %d: %s", code, s.store.kept, len(s.api.revoked), s.err.String())
		}
	})
}

// The time of the person is not that of the sign-in.
func TestLinkTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := linkStage(t)
		s.api.approved = func() {}
		start := time.Now()
		if code := s.run("login", "--link", "--timeout", "20s"); code != outcome.ExitTryLater || !strings.Contains(s.err.String(), "--timeout") {
			t.Errorf("exit code %d: %s", code, s.err.String())
		}
		if took := time.Since(start); took != 20*time.Second {
			t.Errorf("took %s", took)
		}
		s = linkStage(t)
		s.engine.signing = func() {}
		start = time.Now()
		if code := s.run("login", "--link"); code != outcome.ExitTryLater {
			t.Errorf("exit code %d: %s", code, s.err.String())
		}
		if took := time.Since(start); took < defaultTimeout || took > defaultTimeout+5*time.Second {
			t.Errorf("took %s", took)
		}
	})
}

func TestNoCodeToBeHad(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := linkStage(t)
		s.api.pinErr = &plexapi.TrustError{What: "ask Plex for a sign-in code", Err: errors.New("unknown authority")}
		if code := s.run("login", "--link"); code != outcome.ExitTryLater || !strings.Contains(s.err.String(), "SSL_CERT_FILE") || !strings.Contains(s.err.String(), "clock") {
			t.Errorf("exit code %d: %s", code, s.err.String())
		}
	})
}
