package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// leakyReport makes reports with a secret in every text that comes from a page.
func leakyReport(s *fakeWorld) func(context.Context, flows.Subject, flows.Request) outcome.AccountReport {
	leak := canaryToken + " " + canaryMail
	return func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
		s.engine.options.Log.Debug("token "+canaryToken, "mail", canaryMail)
		a := accountReport(who, outcome.Failed)
		a.Settings[0].Detail, a.Pages[0].Detail, a.Pages[0].Status = leak, leak, outcome.PageMoved
		a.Unknown = []outcome.UnknownControl{{Page: "visibility", Role: "switch", Name: leak, State: "on", Section: leak, News: true}}
		a.Cause = errors.New(leak)
		a.Error = leak
		return a
	}
}

func TestSessionIsCheckedBeforeTheBrowserStarts(t *testing.T) {
	s := newFakeWorld(t)
	if code := s.run("apply"); code != outcome.ExitSignIn || !strings.Contains(s.err.String(), "plexpriv login\n") {
		t.Errorf("without a session: exit code %d, %q", code, s.err.String())
	}
	s.store.err = session.ErrLocked
	if code := s.run("apply"); code != exit.NoAccess {
		t.Errorf("with a locked keyring: exit code %d, want %d", code, exit.NoAccess)
	}
	s.store.err = nil
	if code := s.run("check", "--all-profiles"); code != outcome.ExitSignIn {
		t.Errorf("--all-profiles without any profile: exit code %d, want %d", code, outcome.ExitSignIn)
	}
	if len(s.launches) > 0 {
		t.Error("a browser was started")
	}
}

func TestBrowserDoesNotStart(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.launchErr = &automation.RootError{}
	if code := s.run("check"); code != exit.NoBrowser || !strings.Contains(s.err.String(), "PLEXPRIV_NO_SANDBOX=1") {
		t.Errorf("exit code %d, %q", code, s.err.String())
	}
}

// Only apply without --dry-run may start a browser that can write.
func TestOnlyApplyStartsAWritableBrowser(t *testing.T) {
	for args, readOnly := range map[string]bool{"apply": false, "apply --dry-run": true, "check": true, "check --quiet": true} {
		s := newFakeWorld(t)
		s.store.kept["default"] = aSession("alice")
		s.run(strings.Fields(args)...)
		if len(s.launches) != 1 || s.launches[0].ReadOnly != readOnly || s.launches[0].Hosts.Suffix != "plex.tv" || s.launches[0].NoSandbox {
			t.Errorf("%s: %+v", args, s.launches)
		}
		if s.engine.closed != 1 {
			t.Errorf("%s: closed %d times", args, s.engine.closed)
		}
		if req := s.engine.requests[0]; req.Command != strings.Fields(args)[0] || req.DryRun != strings.Contains(args, "dry") || req.Run == "" {
			t.Errorf("%s: request %+v", args, req)
		}
		if ledger := s.engine.whos[0].Ledger != nil; ledger == readOnly {
			t.Errorf("%s: changes would be recorded: %v", args, ledger)
		}
	}
}

func TestResultsDecideTheExitCode(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	for result, want := range map[outcome.Result]int{
		outcome.Already: 0, outcome.Verified: 0, outcome.NotOffered: 0, outcome.Skipped: 0, outcome.WouldChange: 2, outcome.Failed: 3, outcome.Reverted: 3, outcome.Unreadable: 5,
	} {
		s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
			return accountReport(who, result)
		}
		if code := s.run("check", "--json"); code != want {
			t.Errorf("%s: exit code %d, want %d", result, code, want)
		}
		var doc outcome.Report
		if err := json.Unmarshal(s.out.Bytes(), &doc); err != nil || doc.ExitCode != want || doc.Summary[result] != 1 {
			t.Errorf("%s: %v: %s", result, err, s.out.String())
		}
	}
}

func TestJSONIsOneDocumentAlsoOnFailure(t *testing.T) {
	s := newFakeWorld(t)
	type document struct {
		Schema   int
		Command  string
		Error    string
		ExitCode int `json:"exit_code"`
	}
	for args, want := range map[string]document{
		"apply --json":                   {1, "apply", "nobody is signed in under the profile default", 4},
		"apply --json --frobnicate":      {1, "apply", "plexpriv apply has no flag --frobnicate", 64},
		"check --json email":             {1, "check", `plexpriv check takes no argument, and "email" is one`, 64},
		"settings explain --json nobody": {1, "settings", `there is no setting "nobody"`, 64},
		"login --window --json":          {1, "login", "there is no display to open a window on", 64},
		"nonsense --json":                {1, "", `there is no command "nonsense"`, 64},
	} {
		code := s.run(strings.Fields(args)...)
		var got document
		d := json.NewDecoder(&s.out)
		if err := d.Decode(&got); err != nil || got != want || code != want.ExitCode {
			t.Errorf("%s: %v\n got %+v\nwant %+v", args, err, got, want)
		}
		if d.More() || s.err.Len() > 0 {
			t.Errorf("%s: more than one document, or text on standard error: %s", args, s.err.String())
		}
	}
}

// Scripts rely on these names.
func TestJSONShape(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.run("apply", "--dry-run", "--json")
	var doc map[string]any
	if err := json.Unmarshal(s.out.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"schema", "command", "dry_run", "run", "level", "accounts", "summary", "exit_code"} {
		if _, ok := doc[key]; !ok {
			t.Errorf("no %q", key)
		}
	}
	account := doc["accounts"].([]any)[0].(map[string]any)
	for _, key := range []string{"profile", "account", "home_user", "pages", "settings", "unknown_controls"} {
		if v, ok := account[key]; !ok || v == nil && key != "home_user" {
			t.Errorf("no %q in the account", key)
		}
	}
}

func TestSeveralAccounts(t *testing.T) {
	for _, jobs := range []string{"1", "3"} {
		s := newFakeWorld(t)
		for _, name := range []string{"a", "b", "c"} {
			s.store.kept[name] = aSession("user-" + name)
		}
		s.engine = &fakeEngine{}
		// fakeEngine.Account cannot be called concurrently, so reportOnly replaces it.
		// Profile b fails.
		report := func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
			if who.Profile == "b" {
				return outcome.AccountReport{Profile: "b", Cause: outcome.ErrSignIn, Error: outcome.ErrSignIn.Error()}
			}
			return accountReport(who, outcome.Verified)
		}
		s.StartEngine = func(_ context.Context, o world.EngineOptions) (world.Engine, error) {
			s.launches = append(s.launches, o.Browser)
			return reportOnly{s.engine, report}, nil
		}
		code := s.run("apply", "--all-profiles", "--json", "--jobs", jobs)
		var doc outcome.Report
		if err := json.Unmarshal(s.out.Bytes(), &doc); err != nil || len(doc.Accounts) != 3 || len(s.launches) != 1 {
			t.Fatalf("%v, %d browsers: %s", err, len(s.launches), s.out.String())
		}
		if code != outcome.ExitSignIn || doc.Accounts[0].Profile != "a" || doc.Accounts[1].Error == "" || doc.Accounts[2].Settings[0].Result != outcome.Verified {
			t.Errorf("exit code %d, want %d: %s", code, outcome.ExitSignIn, s.out.String())
		}
	}
}

type reportOnly struct {
	*fakeEngine
	report func(context.Context, flows.Subject, flows.Request) outcome.AccountReport
}

func (e reportOnly) Account(ctx context.Context, who flows.Subject, req flows.Request) (outcome.AccountReport, []automation.Cookie) {
	return e.report(ctx, who, req), nil
}

func TestOneAccountWithoutASessionDoesNotStopTheOthers(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["a"] = aSession("alice")
	if code := s.run("check", "--profile", "a,b"); code != outcome.ExitSignIn || len(s.engine.requests) != 1 {
		t.Errorf("exit code %d after %d accounts", code, len(s.engine.requests))
	}
	if out := s.out.String() + s.err.String(); !strings.Contains(out, "alice") || !strings.Contains(out, "plexpriv login --profile b") {
		t.Errorf("said %s", out)
	}
}

func TestSecondRunIsRefused(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"], s.store.kept["other"] = aSession("alice"), aSession("alice")
	inner := -1
	s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
		s.engine.report = nil
		second := *s.World
		second.Terminal.Stdout.To, second.Terminal.Stderr.To = &strings.Builder{}, &strings.Builder{}
		inner = execute(context.Background(), &second, []string{"plexpriv", "check", "--profile", "other"})
		return accountReport(who, outcome.Already)
	}
	if code := s.run("apply"); code != exit.OK || inner != outcome.ExitTryLater {
		t.Errorf("first run: exit code %d; second run, with another profile of the same account: exit code %d", code, inner)
	}
	if code := s.run("apply"); code != exit.OK {
		t.Errorf("a run after both: exit code %d, want %d", code, exit.OK)
	}
}

func TestCtrlCDuringARun(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.engine.report = func(ctx context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
		s.signal <- os.Interrupt
		<-req.Stop
		if ctx.Err() != nil {
			t.Error("the first Ctrl-C ended the context")
		}
		s.signal <- os.Interrupt
		<-ctx.Done()
		a := accountReport(who, outcome.Unverified)
		a.Cause = context.Cause(ctx)
		a.Error = a.Cause.Error()
		return a
	}
	if code := s.run("apply"); code != outcome.ExitInterrupted || s.engine.closed != 1 {
		t.Errorf("exit code %d, closed %d times", code, s.engine.closed)
	}
	if !strings.Contains(s.err.String(), "press Ctrl-C again") {
		t.Errorf("said %q", s.err.String())
	}
	s.err.Reset()
	s.env["PLEXPRIV_LANG"] = "de"
	if s.run("apply"); !strings.Contains(s.err.String(), "noch einmal Strg-C") {
		t.Errorf("in German it said %q", s.err.String())
	}
}

func TestSIGTERMEndsTheRunAtOnce(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.engine.report = func(ctx context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
		s.signal <- syscall.SIGTERM
		<-ctx.Done()
		a := accountReport(who, outcome.Unverified)
		a.Cause = context.Cause(ctx)
		return a
	}
	if code := s.run("apply", "--json"); code != outcome.ExitInterrupted {
		t.Errorf("exit code %d, want %d", code, outcome.ExitInterrupted)
	}
}

func TestTimeoutIsPassedToTheEngine(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.env[exit.EnvTimeout] = "3m"
	s.engine.report = func(_ context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
		if req.Limit != 3*time.Minute {
			t.Errorf("the limit is %s, want 3m", req.Limit)
		}
		return accountReport(who, outcome.Already)
	}
	s.run("check")
}

func TestLastUsedIsSavedOnceAnHour(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.run("check")
	if got := s.store.kept["default"].LastUsed; !got.Equal(s.Now()) {
		t.Errorf("last used %v", got)
	}
	s.store.calls = nil
	s.run("check")
	if strings.Contains(strings.Join(s.store.calls, ","), "save") {
		t.Error("the session was saved again by a second run at the same time")
	}
}

// A session that is removed or replaced during a run is not saved again by the run.
func TestRunDoesNotRestoreASessionThatWasReplaced(t *testing.T) {
	for name, meanwhile := range map[string]func(*fakeWorld){
		"signed out": func(s *fakeWorld) { delete(s.store.kept, "default") },
		"signed in": func(s *fakeWorld) {
			s.store.kept["default"] = aSession("alice")
			s.store.kept["default"].Token = "canary-token-newer"
		},
	} {
		s := newFakeWorld(t)
		s.store.kept["default"] = aSession("alice")
		s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
			meanwhile(s)
			return accountReport(who, outcome.Already)
		}
		s.run("check")
		if kept := s.store.kept["default"]; kept != nil && kept.Token == canaryToken {
			t.Errorf("%s: the run has saved its own session again", name)
		}
	}
}

// A check reports an unknown control as new once, even if an apply has shown it before.
func TestUnknownControlIsReportedOnceByCheck(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.engine.report = func(_ context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
		a := accountReport(who, outcome.Already)
		u := outcome.UnknownControl{Page: "visibility", Role: "switch", Name: "Reviews of Mr X", State: "on"}
		u.News = !s.engine.options.Known.Seen(who.Profile, u)
		a.Unknown = []outcome.UnknownControl{u}
		return a
	}
	for i, c := range []struct {
		command string
		code    int
	}{{"apply", 0}, {"check", 2}, {"check", 0}, {"apply", 0}} {
		if code := s.run(c.command); code != c.code {
			t.Errorf("%d: %s: exit code %d, want %d", i, c.command, code, c.code)
		}
		if !strings.Contains(s.out.String(), "Reviews of Mr X") {
			t.Errorf("%d: %s does not name the control", i, c.command)
		}
	}
	text, err := os.ReadFile(s.State + "/known-controls.json")
	if err != nil || strings.Contains(string(text), "Reviews") {
		t.Errorf("%v: %s", err, text)
	}
	if fi, err := os.Stat(s.State + "/known-controls.json"); err != nil || fi.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", err, fi.Mode())
	}
}
