package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// onTerminal puts a world on a terminal of some width, in a language.
func onTerminal(s *fakeWorld, width int, lang string) {
	s.Terminal.Stdin.TTY = true
	s.Terminal.Stdout.TTY, s.Terminal.Stdout.Width = true, width
	s.Terminal.Stderr.TTY, s.Terminal.Stderr.Width = true, width
	s.env["LANG"], s.env["TERM"], s.env["NO_COLOR"], s.env[terminal.EnvAccessible] = lang, "xterm", "1", "1"
}

// fullReport is the report on an account with every setting of the catalogue, all of them
// as Plex sets up a new account.
func fullReport(who flows.Subject, req flows.Request) outcome.AccountReport {
	c, err := selectors.Embedded()
	if err != nil {
		panic(err)
	}
	a := outcome.AccountReport{Profile: who.Profile, Account: who.Username, Unknown: []outcome.UnknownControl{}}
	for _, p := range c.Pages {
		if !p.InBrowser() {
			continue
		}
		a.Pages = append(a.Pages, outcome.PageReport{ID: p.ID, URL: p.URL, Status: outcome.PageOK})
		for _, s := range p.Settings {
			r := outcome.SettingReport{ID: s.ID, Page: p.ID, Before: s.Values.On, Wanted: s.Values.Off, Result: outcome.WouldChange, Controls: []outcome.ControlReport{}}
			if s.Kind == selectors.AudienceChoice {
				r.Before, r.Wanted = "friends", "private"
			}
			if !req.DryRun && req.Command == "apply" {
				r.After, r.Result = r.Wanted, outcome.Verified
			}
			if s.Levels["recommended"] == selectors.Keep {
				r.Result, r.Reason, r.Wanted, r.After = outcome.Skipped, outcome.KeptByLevel, "", r.Before
			}
			a.Settings = append(a.Settings, r)
		}
	}
	return a
}

func fullWorld(t *testing.T, width int, lang string) *fakeWorld {
	s := newFakeWorld(t)
	onTerminal(s, width, lang)
	s.store.kept["default"] = aSession("alice")
	s.engine.report = func(_ context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
		return fullReport(who, req)
	}
	return s
}

// What a person reads of one account fits on a screen of 24 lines, at any usual width and
// in both languages.
func TestOneAccountFitsOnTheScreen(t *testing.T) {
	for _, lang := range []string{"en_US.UTF-8", "de_DE.UTF-8"} {
		for _, width := range []int{50, 80, 100} {
			for _, args := range []string{"apply --dry-run", "apply --yes", "check"} {
				s := fullWorld(t, width, lang)
				s.run(strings.Fields(args)...)
				lines := strings.Split(strings.TrimRight(s.out.String(), "\n"), "\n")
				if len(lines) > 22 && width >= 80 {
					t.Errorf("%s, %s, %d columns: %d lines\n%s", args, lang, width, len(lines), &s.out)
				}
				for _, line := range lines {
					if n := len([]rune(line)); n > width {
						t.Errorf("%s, %s: %d characters on a screen of %d: %s", args, lang, n, width, line)
					}
				}
				if strings.Contains(s.out.String(), "email.marketing") || strings.Contains(s.out.String(), "SETTING") {
					t.Errorf("%s: it shows ids\n%s", args, &s.out)
				}
			}
		}
	}
}

// So does a run with several kinds of trouble: the rows say what is wrong, and below them
// stands once what to do about it.
func TestTroubleFitsOnTheScreen(t *testing.T) {
	trouble := map[string]outcome.Result{
		"email.marketing": outcome.NotFound, "privacy.playback-data": outcome.Failed, "visibility.watch-history": outcome.Disabled,
	}
	for _, lang := range []string{"en_US.UTF-8", "de_DE.UTF-8"} {
		s := fullWorld(t, 80, lang)
		s.engine.report = func(_ context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
			a := fullReport(who, req)
			for i := range a.Settings {
				if r, ok := trouble[a.Settings[i].ID]; ok {
					a.Settings[i].Result = r
				}
			}
			return a
		}
		if code := s.run("apply", "--yes"); code != outcome.ExitPartly {
			t.Errorf("%s: exit code %d", lang, code)
		}
		if n := strings.Count(s.out.String(), "\n"); n > 22 {
			t.Errorf("%s: %d lines\n%s", lang, n, &s.out)
		}
		for _, once := range []string{presentation.Issues, ": plexpriv apply", ": plexpriv guide", ": plexpriv undo"} {
			if n := strings.Count(s.out.String(), once); n != 1 {
				t.Errorf("%s: %d times %q in\n%s", lang, n, once, &s.out)
			}
		}
	}
}

// A page of which nothing could be read is one row with the reason.
func TestAPageThatChangedIsOneRow(t *testing.T) {
	s := fullWorld(t, 80, "en_US.UTF-8")
	s.engine.report = func(_ context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
		a := fullReport(who, req)
		a.Pages[0].Status, a.Pages[0].Detail = outcome.PageChanged, "a dialog about cookies cannot be rejected"
		for i := range a.Settings {
			if x := &a.Settings[i]; x.Page == a.Pages[0].ID && x.Result != outcome.Skipped {
				x.Result = outcome.Unreadable
			}
		}
		return a
	}
	s.run("check")
	if !strings.Contains(s.out.String(), "! Email preferences") || !strings.Contains(s.out.String(), "a dialog about cookies cannot be rejected") || strings.Contains(s.out.String(), "Marketing email") {
		t.Errorf("it shows\n%s", &s.out)
	}
}

func TestPlanIsInPlainWordsWithItsEffects(t *testing.T) {
	for lang, want := range map[string][]string{
		"en_US.UTF-8": {"alice · recommended\n\nEmail\n  → Marketing email", "on → off", "– Library problem reports", "kept; --level strict turns it off",
			"Who can see you\n", "→ Watchlist", "friends → private  Pulsarr, Watchlistarr lose it"},
		"de_DE.UTF-8": {"E-Mail\n  → Werbe-E-Mails", "an → aus", "belassen; --level strict schaltet ab", "Wer dich sehen kann\n", "Freunde → privat  fehlt Pulsarr, Watchlistarr"},
		"C":           {"alice | recommended", "> Marketing email", "on -> off"},
	} {
		s := fullWorld(t, 80, lang)
		s.run("apply", "--dry-run")
		for _, text := range want {
			if !strings.Contains(s.out.String(), text) {
				t.Errorf("%s: no %q in\n%s", lang, text, &s.out)
			}
		}
	}
}

func TestWideAndPipesShowTheTable(t *testing.T) {
	for _, args := range []string{"check --wide", "check"} {
		s := fullWorld(t, 200, "en_US.UTF-8")
		s.Terminal.Stdout.TTY = strings.Contains(args, "wide")
		s.run(strings.Fields(args)...)
		if !strings.Contains(s.out.String(), "SETTING") || !strings.Contains(s.out.String(), "visibility.watchlist") {
			t.Errorf("%s:\n%s", args, &s.out)
		}
	}
}

// On a terminal apply asks once, after it has shown the plan.
func TestApplyAsksOnATerminal(t *testing.T) {
	for name, c := range map[string]struct {
		typed, args string
		runs        int
		says        string
	}{
		"Enter":         {"\n", "apply", 2, "Change these 12? [Y/n/pick]"},
		"yes":           {"y\n", "apply", 2, "[Y/n/pick]"},
		"no":            {"n\n", "apply", 1, "Nothing was changed."},
		"no more input": {"", "apply", 1, "Nothing was changed."},
		"nonsense":      {"perhaps\nno\n", "apply", 1, "Answer y, n or pick."},
		"pick":          {"pick\n1\n", "apply", 2, "Numbers to leave out"},
		"pick nothing":  {"p\nq\n", "apply", 1, "Nothing was changed."},
		"--yes":         {"", "apply --yes", 1, ""},
		"--ask":         {"\n", "apply --ask", 2, "Numbers to leave out"},
		"German":        {"j\n", "apply --lang de", 2, "Diese 12 ändern? [J/n/wahl]"},
	} {
		s := fullWorld(t, 80, "en_US.UTF-8")
		s.Terminal.Stdin.From = strings.NewReader(c.typed)
		if code := s.run(strings.Fields(c.args)...); code != exit.OK {
			t.Errorf("%s: exit code %d: %s", name, code, &s.err)
		}
		if len(s.engine.requests) != c.runs || !strings.Contains(s.err.String(), c.says) {
			t.Errorf("%s: %d requests, said %s", name, len(s.engine.requests), &s.err)
		}
		if asked := strings.Contains(s.err.String(), "/n/"); asked != (strings.HasPrefix(c.args, "apply") && c.args != "apply --yes" && c.args != "apply --ask") {
			t.Errorf("%s: asked %v", name, asked)
		}
		if name == "pick" {
			if skip := s.engine.requests[1].Selection.Skip; len(skip) != 1 || skip[0] != "email.marketing" {
				t.Errorf("%s: left out %q", name, skip)
			}
		}
	}
	for _, off := range []func(*terminal.Terminal){
		func(w *terminal.Terminal) { w.Stdin.TTY = false }, func(w *terminal.Terminal) { w.Stdout.TTY = false }, func(w *terminal.Terminal) { w.Stderr.TTY = false },
	} {
		s := fullWorld(t, 80, "en_US.UTF-8")
		off(&s.Terminal)
		if code := s.run("apply"); code != exit.OK || len(s.engine.requests) != 1 || s.engine.requests[0].DryRun {
			t.Errorf("without a terminal: exit code %d, %d requests", code, len(s.engine.requests))
		}
	}
}

// Each exit code, with the whole output: trouble is one line and what to do about it.
func TestTroubleIsShort(t *testing.T) {
	pages := func(status outcome.PageStatus, detail string) func(context.Context, flows.Subject, flows.Request) outcome.AccountReport {
		return func(_ context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
			a := fullReport(who, req)
			for i := range a.Pages {
				a.Pages[i].Status, a.Pages[i].Detail = status, strings.Replace(detail, "HOST", []string{"www.plex.tv", "app.plex.tv"}[i%2], 1)
			}
			for i := range a.Settings {
				a.Settings[i].Result, a.Settings[i].Detail, a.Settings[i].Before = outcome.Unreadable, detail, ""
			}
			return a
		}
	}
	ends := func(err error) func(context.Context, flows.Subject, flows.Request) outcome.AccountReport {
		return func(_ context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
			a := pages(outcome.PageUnreachable, "not opened")(context.Background(), who, req)
			a.Cause, a.Error = err, err.Error()
			return a
		}
	}
	one := func(r outcome.Result) func(context.Context, flows.Subject, flows.Request) outcome.AccountReport {
		return func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
			return accountReport(who, r)
		}
	}
	for name, c := range map[string]struct {
		prepare func(*fakeWorld)
		args    string
		code    int
		want    string
	}{
		"done":        {func(s *fakeWorld) { s.engine.report = one(outcome.Already) }, "check", 0, "Already private: nothing to change."},
		"other error": {func(s *fakeWorld) { s.launchErr = errors.New("the disk is full") }, "check", 1, "plexpriv: the disk is full"},
		"differs":     {func(s *fakeWorld) { s.engine.report = one(outcome.WouldChange) }, "check", 2, "1 setting differs.\nChange: plexpriv apply"},
		"went back":   {func(s *fakeWorld) { s.engine.report = one(outcome.Reverted) }, "apply --yes", 3, "changed back by Plex"},
		"not found":   {func(s *fakeWorld) { s.engine.report = one(outcome.NotFound) }, "check", 5, "not found"},
		"signed out": {func(s *fakeWorld) {
			s.engine.report = pages(outcome.PageSignedOut, "Plex takes us for a visitor at HOST/x")
		}, "check", 4, "plexpriv: Plex has ended your session\nhint: sign in again: plexpriv login. Then: plexpriv check\n"},
		"session ended": {func(s *fakeWorld) {
			s.engine.report = ends(fmt.Errorf("%w: Plex ended the session", outcome.ErrSignIn))
		}, "check", 4, "plexpriv: sign-in needed: Plex ended the session\nhint: sign in again"},
		"wrong account": {func(s *fakeWorld) { s.engine.report = ends(&outcome.WrongAccountError{Want: "alice", Got: "bob"}) }, "check", 4, "plexpriv: signed in as \"bob\", not as \"alice\"; nothing was changed\nhint: plexpriv profiles"},
		"nobody":        {func(s *fakeWorld) { delete(s.store.kept, "default") }, "check", 4, "nobody is signed in"},
		"rate limit":    {func(s *fakeWorld) { s.engine.report = pages(outcome.PageUnreachable, "Plex answers 429") }, "check", 75, "plexpriv: Plex answers 429\nhint: try again later: plexpriv check\n"},
		"captcha": {func(s *fakeWorld) {
			s.engine.report = pages(outcome.PageBlocked, "a firewall in front of HOST answers 403; look with --headed")
		}, "check", 75, "plexpriv: a firewall in front of plex.tv answers 403\nhint: something is in the way on this page. Look at"},
		"proxy":      {func(s *fakeWorld) { s.engine.report = pages(outcome.PageUnreachable, "the proxy refuses") }, "check", 75, "plexpriv: the proxy refuses\nhint: try again later"},
		"wrong flag": {func(*fakeWorld) {}, "check --nonsense", 64, "has no flag --nonsense"},
		"no browser": {func(s *fakeWorld) {
			s.launchErr = &automation.NoBrowserError{Tried: []string{"chromium", "google-chrome"}}
		}, "check", 69, "hint: install one"},
		"locked keyring": {func(s *fakeWorld) { s.store.err = session.ErrLocked }, "check", 77, "locked"},
		"interrupted":    {func(s *fakeWorld) { s.engine.report = ends(outcome.ErrInterrupted) }, "apply --yes", 130, "plexpriv: interrupted"},
		"window possible": {func(s *fakeWorld) {
			s.engine.report = pages(outcome.PageBlocked, "a firewall")
			s.env["DISPLAY"] = ":0"
		}, "check", 75, "plexpriv check --headed"},
	} {
		for _, tty := range []bool{true, false} {
			s := newFakeWorld(t)
			s.store.kept["default"] = aSession("alice")
			if tty {
				onTerminal(s, 80, "en_US.UTF-8")
			}
			c.prepare(s)
			code := s.run(strings.Fields(c.args)...)
			all := s.out.String() + s.err.String()
			if code != c.code {
				t.Errorf("%s, terminal %v: exit code %d, want %d: %s", name, tty, code, c.code, all)
			}
			if tty && !strings.Contains(oneLine(all), oneLine(c.want)) {
				t.Errorf("%s: no %q in\n%s", name, c.want, all)
			}
			// A table has the steps by hand on top.
			short, _, _ := strings.Cut(all, "Set it by hand")
			if n := strings.Count(short, "\n"); n > 8 {
				t.Errorf("%s, terminal %v: %d lines\n%s", name, tty, n, all)
			}
			if strings.Contains(all, "level=") {
				t.Errorf("%s: it shows the log\n%s", name, all)
			}
		}
	}
}

// oneLine is a text that the screen has broken into lines, in one.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// The steps by hand are a command away on the screen; --wide and a table have them.
func TestStepsByHandAreACommandAway(t *testing.T) {
	for _, c := range []struct {
		lang, args string
		tty        bool
		want, not  string
	}{
		{"en_US.UTF-8", "check", true, "\nBy hand: plexpriv guide visibility\n", "1. Open "},
		{"de_DE.UTF-8", "check --level strict", true, "\nVon Hand: plexpriv guide --level strict visibility\n", "1. Öffne"},
		{"en_US.UTF-8", "check --wide", true, "  1. Open ", "By hand: "},
		{"en_US.UTF-8", "check", false, "  1. Open ", "By hand: "},
	} {
		s := newFakeWorld(t)
		s.store.kept["default"] = aSession("alice")
		onTerminal(s, 80, c.lang)
		s.Terminal.Stdout.TTY = c.tty
		s.engine.report = func(_ context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
			a := accountReport(who, outcome.NotFound)
			a.Level = req.Selection.Level
			return a
		}
		s.run(strings.Fields(c.args)...)
		if text := s.out.String(); !strings.Contains(text, c.want) || strings.Contains(text, c.not) {
			t.Errorf("%+v:\n%s", c, text)
		}
	}
	s := newFakeWorld(t)
	onTerminal(s, 80, "en_US.UTF-8")
	s.store.kept["default"] = aSession("alice")
	if s.run("check"); strings.Contains(s.out.String(), "By hand") {
		t.Errorf("nothing is wrong:\n%s", &s.out)
	}
}

// One row for each person; what is left alone is not repeated.
func TestSeveralAccountsAreOneRowEach(t *testing.T) {
	s := fullWorld(t, 80, "en_US.UTF-8")
	s.store.kept["kid"] = aSession("kid")
	s.engine.report = func(_ context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
		if who.Profile == "kid" {
			return accountReport(who, outcome.Already)
		}
		return fullReport(who, req)
	}
	s.run("check", "--all-profiles")
	for _, want := range []string{"  → alice", "12 to change\n", "  ✓ kid", "already private\n", "12 settings differ."} {
		if !strings.Contains(s.out.String(), want) {
			t.Errorf("no %q in\n%s", want, &s.out)
		}
	}
	if n := strings.Count(s.out.String(), "\n"); n > 8 {
		t.Errorf("%d lines:\n%s", n, &s.out)
	}
}

// The row says when a setting was as wanted.
func TestRowSaysSinceWhenItDiffers(t *testing.T) {
	s := fullWorld(t, 80, "en_US.UTF-8")
	s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
		a := accountReport(who, outcome.WouldChange)
		a.Settings[0].Drifted, a.Settings[0].LastKnown = true, &outcome.LastKnown{Value: "private", Time: time.Date(2026, 3, 1, 9, 5, 0, 0, time.Local)}
		return a
	}
	s.run("check")
	if want := "anyone → private  was private on 1 Mar 2026, 09:05"; !strings.Contains(s.out.String(), want) {
		t.Errorf("no %q in\n%s", want, &s.out)
	}
}

// What differs is what a check is for, so --quiet prints it, on a terminal as elsewhere.
func TestQuietShowsWhatDiffers(t *testing.T) {
	for _, tty := range []bool{true, false} {
		s := newFakeWorld(t)
		s.Terminal.Stdout.TTY = tty
		s.store.kept["default"] = aSession("alice")
		s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
			return accountReport(who, outcome.WouldChange)
		}
		if code := s.run("check", "--quiet"); code != outcome.ExitDiffers || !strings.Contains(strings.ToLower(s.out.String()), "watchlist") {
			t.Errorf("terminal %t: exit code %d, %q", tty, code, s.out.String())
		}
		s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
			return accountReport(who, outcome.Already)
		}
		if code := s.run("check", "--quiet"); code != exit.OK || s.out.String() != "" {
			t.Errorf("terminal %t, all is well: exit code %d, %q", tty, code, s.out.String())
		}
	}
}
