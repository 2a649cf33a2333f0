package main

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/opener"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// visibilityOf makes the engine report the watchlist and another setting of the page.
func (s *fakeWorld) visibilityOf(result outcome.Result, detail string) {
	s.engine.report = func(_ context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
		a := accountReport(who, result)
		if req.Selection.AllowWidening {
			a.Settings[0].Result, detail = outcome.Verified, ""
		}
		a.Settings[0].Before, a.Settings[0].Detail = "private", detail
		other := a.Settings[0]
		other.ID, other.Before, other.Result = "visibility.ratings", "friends", outcome.WouldChange
		a.Settings = append(a.Settings, other)
		return a
	}
}

func TestStatusShowsValuesByPage(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.visibilityOf(outcome.Already, "")
	if code := s.run("status"); code != exit.OK {
		t.Errorf("exit code %d, %s", code, s.err.String())
	}
	if got, want := s.out.String(), "alice\n\nWho can see you\n  Watchlist  private\n  Ratings    friends\n"; got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
	if r := s.engine.requests[0]; !r.DryRun {
		t.Error("a status may write")
	}
	s.run("status", "--only", "visibility.ratings")
	if strings.Contains(s.out.String(), "Watchlist") {
		t.Errorf("printed what was not asked for: %s", s.out.String())
	}
}

func TestGet(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"], s.store.kept["partner"] = aSession("alice"), aSession("bob")
	s.visibilityOf(outcome.WouldChange, "")
	for line, want := range map[string]string{
		"get watchlist": "private\n", "get visibility.watchlist": "private\n", "get RATINGS": "friends\n",
		"get watchlist --all-profiles": "alice: private\nbob, profile partner: private\n",
	} {
		if code := s.run(strings.Fields(line)...); code != exit.OK || s.out.String() != want {
			t.Errorf("%s: exit code %d, printed %q, %s", line, code, s.out.String(), s.err.String())
		}
	}
	if got := s.engine.requests[0]; !got.DryRun || len(got.Selection.Only) != 1 {
		t.Errorf("asked for %+v", got)
	}
}

func TestSet(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.visibilityOf(outcome.Verified, "")
	if code := s.run("set", "email.marketing", "OFF", "--dry-run"); code != exit.OK && code != outcome.ExitDiffers {
		t.Errorf("exit code %d, %s", code, s.err.String())
	}
	r := s.engine.requests[0]
	if !r.DryRun || len(r.Selection.Set) != 1 || r.Selection.Set["email.marketing"] != "unsubscribed" || r.Selection.Only[0] != "email.marketing" || r.Command != "apply" {
		t.Errorf("asked for %+v", r)
	}
}

const widening = "friends is less private than private; say --allow-widening to set it all the same"

// A wider value needs a yes of somebody who is there, or the flag.
func TestSetAsksBeforeItWidens(t *testing.T) {
	for name, c := range map[string]struct {
		typed string
		tty   bool
		args  string
		runs  int
		code  int
	}{
		"yes":         {"y\n", true, "", 2, exit.OK},
		"no":          {"\n", true, "", 1, outcome.ExitPartly},
		"no terminal": {"", false, "", 1, outcome.ExitPartly},
		"json":        {"y\n", true, "--json", 1, outcome.ExitPartly},
		"the flag":    {"", false, "--allow-widening", 1, exit.OK},
	} {
		t.Run(name, func(t *testing.T) {
			s := newFakeWorld(t)
			s.store.kept["default"] = aSession("alice")
			s.visibilityOf(outcome.Skipped, widening)
			s.Terminal.Stdin.From, s.Terminal.Stdin.TTY, s.Terminal.Stderr.TTY = strings.NewReader(c.typed), c.tty, c.tty
			if code := s.run(strings.Fields("set watchlist friends " + c.args)...); code != c.code || len(s.engine.requests) != c.runs {
				t.Errorf("exit code %d after %d runs, %s", code, len(s.engine.requests), s.err.String())
			}
			if asked := strings.Contains(s.err.String(), "is private. Make it less private: friends? [y/N]"); asked != (c.tty && c.args == "") {
				t.Errorf("asked: %v, %s", asked, s.err.String())
			}
		})
	}
}

func TestVerbsRefuseNonsense(t *testing.T) {
	for line, says := range map[string]string{
		"get": "which setting?", "get watchlst": "did you mean", "get email": "is a page", "get watchlist friends": "takes 1 argument",
		"set": "which setting?", "set watchlist": "takes: private", "set email.marketing": "takes: off, on", "set watchlist frends": "did you mean friends?",
		"set email.marketing private": "has no value", "open": "which page?", "open emial": "did you mean email?", "status watchlist": "takes no argument",
		"set watchlist friends --nope": "no flag --nope",
	} {
		s := newFakeWorld(t)
		if code := s.run(strings.Fields(line)...); code != exit.Usage || !strings.Contains(s.err.String(), says) {
			t.Errorf("%s: exit code %d, %s", line, code, s.err.String())
		}
		s.expectNothingOpened(t)
	}
}

// open hands the address of the page to the person's browser, and prints it where that
// is not possible.
func TestOpen(t *testing.T) {
	s := newFakeWorld(t)
	const address = "https://app.plex.tv/desktop/#!/settings/account"
	if code := s.run("open", "watchlist"); code != exit.OK || s.out.String() != address+"\n" || !strings.Contains(s.err.String(), "no display") || len(s.opened) > 0 {
		t.Errorf("without a display: exit code %d, %q, %s", code, s.out.String(), s.err.String())
	}
	s.env["DISPLAY"] = ":0"
	if code := s.run("open", "visibility"); code != exit.OK || s.err.Len() > 0 || !slices.Equal(s.opened, []string{address}) {
		t.Errorf("exit code %d, opened %q, %s", code, s.opened, s.err.String())
	}
	s.OpenAddress = func(context.Context, string) error { return opener.ErrNone }
	if code := s.run("open", "visibility"); code != exit.OK || !strings.Contains(s.err.String(), "no program here opens a browser") || s.out.String() != address+"\n" {
		t.Errorf("without a browser: exit code %d, %q, %s", code, s.out.String(), s.err.String())
	}
}
