package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// A file that cannot be written is refused before anything is opened.
func TestReportFileIsCheckedBeforeTheRun(t *testing.T) {
	for _, command := range [][]string{{"apply"}, {"apply", "--dry-run"}, {"check"}, {"undo", "--yes"}} {
		s := newFakeWorld(t)
		taken := filepath.Join(s.Home, "notes.html")
		if err := os.WriteFile(taken, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{taken, filepath.Join(s.Home, "nowhere", "x.html"), filepath.Join(s.Home, "x.pdf"), filepath.Join(s.Home, "x"), s.Home, ""} {
			if code := s.run(append(command, "--report", path)...); code != exit.Usage {
				t.Errorf("%v --report %q: exit code %d, want %d", command, path, code, exit.Usage)
			}
		}
		s.expectNothingOpened(t)
		if text, _ := os.ReadFile(taken); string(text) != "mine" {
			t.Errorf("the file was changed to %q", text)
		}
	}
}

// The report is written however the run ends.
func TestReportIsWrittenWhenTheRunFails(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(*fakeWorld)
		code    int
		want    []string
	}{
		"done": {func(*fakeWorld) {}, exit.OK, []string{"Already private", "visibility.watchlist"}},
		"interrupted": {func(s *fakeWorld) {
			s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
				r := accountReport(who, outcome.Unverified)
				r.Cause, r.Error = outcome.ErrInterrupted, outcome.ErrInterrupted.Error()
				return r
			}
		}, outcome.ExitInterrupted, []string{"Interrupted before everything was done", "plexpriv apply", "not confirmed"}},
		"a secret in an error": {func(s *fakeWorld) {
			s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
				r := accountReport(who, outcome.Failed)
				r.Settings[0].Detail = "the page said " + canaryMail + " and " + canaryToken
				return r
			}
		}, outcome.ExitPartly, []string{"1 setting needs your attention", terminal.Hidden}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newFakeWorld(t)
			s.store.kept[exit.DefaultProfile] = aSession("ada")
			c.prepare(s)
			path := filepath.Join(s.Home, "plex.html")
			if code := s.run("apply", "--report", path); code != c.code {
				t.Errorf("exit code %d, want %d: %s", code, c.code, s.err.String())
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range c.want {
				if !strings.Contains(string(text), want) {
					t.Errorf("the report does not say %q", want)
				}
			}
			for _, secret := range []string{canaryToken, canaryMail} {
				if strings.Contains(string(text), secret) {
					t.Errorf("the report contains %s", secret)
				}
			}
			if !strings.Contains(s.err.String(), "report: "+path) || strings.Contains(s.out.String(), path) {
				t.Errorf("standard output %q, standard error %q", s.out.String(), s.err.String())
			}
			if n := len(s.engine.requests); n > 0 && !s.engine.requests[0].Pictures {
				t.Error("no pictures were asked for")
			}
		})
	}
}

// If the report cannot be written after the run, the exit code says so, and the result is
// still printed.
func TestReportCannotBeWrittenAfterTheRun(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept[exit.DefaultProfile] = aSession("ada")
	dir := filepath.Join(s.Home, "away")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
		_ = os.RemoveAll(dir)
		return accountReport(who, outcome.Already)
	}
	code := s.run("check", "--json", "--report", filepath.Join(dir, "plex.html"))
	if code != exit.NoAccess || !strings.Contains(s.err.String(), "the report cannot be written") || !strings.Contains(s.out.String(), `"exit_code": 77`) {
		t.Errorf("exit code %d: %s%s", code, s.out.String(), s.err.String())
	}
}

// Where no page was opened there is nothing to report, and an earlier report stays.
func TestNoReportWhereNothingWasOpened(t *testing.T) {
	for name, prepare := range map[string]func(*fakeWorld){
		"no browser": func(s *fakeWorld) { s.launchErr = &automation.NoBrowserError{} },
		"no session": func(s *fakeWorld) { delete(s.store.kept, exit.DefaultProfile) },
	} {
		s := newFakeWorld(t)
		s.store.kept[exit.DefaultProfile] = aSession("ada")
		prepare(s)
		path := filepath.Join(s.Home, "plex.html")
		s.run("apply", "--report", path)
		if _, err := os.Stat(path); err == nil || !strings.Contains(s.err.String(), "no report") {
			t.Errorf("%s: there is a report: %s", name, &s.err)
		}
	}
}
