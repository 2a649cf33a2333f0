package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// policyAt writes a policy and returns its path.
func policyAt(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "p.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const familyPolicy = `keep = ["email.library-issues"]
set.visibility.watchlist = "friends"
[profile.work]
level = "minimal"
[home-user.Kid]
level = "strict"
keep = ["privacy.*"]
[home-user.alice]
set.visibility.ratings = "friends"
`

// selectionText is a short text of what a run wanted.
func selectionText(s wanted.Selection) string {
	keep := ""
	for _, id := range []string{"email.library-issues", "privacy.playback-data"} {
		if why := s.Keep[id]; why != "" {
			keep += " " + id + why[strings.LastIndex(why, ","):]
		}
	}
	return s.Level + " " + strings.TrimPrefix(fmt.Sprint(s.Set), "map") + keep
}

func TestPolicyIsResolvedForEachAccount(t *testing.T) {
	s, _ := familyWorld(t)
	s.store.kept["work"] = aSession("wanda")
	file := policyAt(t, familyPolicy)
	s.env[exit.EnvLevel] = "strict" // the level in a policy file wins over the variable
	for args, want := range map[string]string{
		"check":                 "strict [visibility.ratings:friends visibility.watchlist:friends] email.library-issues, line 1",
		"check --profile work":  "minimal [] email.library-issues, line 1",
		"apply --home-user kid": "strict [] email.library-issues, line 1 privacy.playback-data, line 7",
		"apply --level minimal": "minimal [] email.library-issues, line 1",
		"apply --set visibility.watchlist=private --set email.library-issues=off": "strict [email.library-issues:unsubscribed visibility.ratings:friends visibility.watchlist:private]" +
			" email.library-issues, line 1; --set does not change that",
	} {
		s.engine.requests = nil
		words := strings.Fields(args)
		if code := s.run(append([]string{words[0], "--policy", file}, words[1:]...)...); code != exit.OK {
			t.Fatalf("%s: exit code %d: %s%s", args, code, &s.out, &s.err)
		}
		if got := selectionText(s.engine.requests[0].Selection); got != want {
			t.Errorf("%s:\n%s, want\n%s", args, got, want)
		}
	}
}

func TestPolicyComesFromTheEnvironment(t *testing.T) {
	s, _ := familyWorld(t)
	s.env[exit.EnvPolicy] = policyAt(t, "level = 'strict'")
	s.run("check", "--json")
	if got := s.report(t); got.Level != "strict" || got.Policy != s.env[exit.EnvPolicy] || got.Accounts[0].Level != "strict" {
		t.Errorf("level %q, policy %q", got.Level, got.Policy)
	}
	// An undo does not read the policy.
	s.env[exit.EnvPolicy] = "/nonexistent"
	if code := s.run("undo", "--yes"); code != exit.OK {
		t.Errorf("undo: exit code %d, want %d: %s", code, exit.OK, &s.err)
	}
	if code := s.run("check"); code != exit.Usage {
		t.Errorf("no such policy: exit code %d, want %d", code, exit.Usage)
	}
}

func TestMisspelledNamesInAPolicyAreReported(t *testing.T) {
	s, _ := familyWorld(t)
	file := policyAt(t, "[home-user.kdi]\nlevel = 'strict'\n[home-user.KID]\n[profile.wrok]\n")
	s.run("check", "--family", "--policy", file)
	if got := s.err.String(); !strings.Contains(got, "[home-user.kdi]") || strings.Contains(got, "KID") || strings.Contains(got, "wrok") {
		t.Errorf("said %s", got)
	}
}

func TestBadPolicyOpensNothing(t *testing.T) {
	s := newFakeWorld(t)
	file := policyAt(t, "level = 'strct'\nkeep = ['email.*']\nset.email.discover = 'off'\n")
	for _, args := range [][]string{
		{"apply", "--policy", file}, {"check", "--policy", file}, {"settings", "explain", "--policy", file, "email.discover"},
		{"policy", "check", file}, {"policy", "diff", file}, {"policy", "diff", "--family", file},
	} {
		code := s.run(args...)
		if got := s.err.String(); code != exit.Usage || !strings.Contains(got, "\n"+file+":1:9: ") || !strings.Contains(got, "set in line 3 and kept in line 2") {
			t.Errorf("%v: exit code %d: %s", args, code, got)
		}
	}
	if code := s.run("policy", "check", "--json", file); code != exit.Usage {
		t.Errorf("exit code %d, want %d", code, exit.Usage)
	}
	var doc policyReport
	if err := json.Unmarshal(s.out.Bytes(), &doc); err != nil || len(doc.Mistakes) != 2 || doc.Mistakes[1].Line != 3 {
		t.Errorf("%v: %s", err, &s.out)
	}
	s.expectNothingOpened(t)
}

func TestPolicyDiff(t *testing.T) {
	s, _ := familyWorld(t)
	plain, own := policyAt(t, "level = 'strict'"), policyAt(t, familyPolicy)
	if code := s.run("policy", "diff", plain); code != exit.OK {
		t.Errorf("exit code %d, want %d: %s", code, exit.OK, &s.out)
	}
	if code := s.run("policy", "diff", own); code != outcome.ExitDiffers || !strings.Contains(s.out.String(), "home-user Kid    Playback reports") {
		t.Errorf("exit code %d, want %d: %s", code, outcome.ExitDiffers, &s.out)
	}
	if len(s.store.calls)+len(s.launches) > 0 {
		t.Error("it has used the store or a browser")
	}
	// With an account, the exit code says whether the account differs from the policy.
	if code := s.run("policy", "diff", "--profile", "default", "--json", own); code != exit.OK {
		t.Errorf("exit code %d, want %d: %s", code, exit.OK, &s.out)
	}
	var doc policyDiff
	if err := json.Unmarshal(s.out.Bytes(), &doc); err != nil || doc.Live == nil || len(doc.Live.Accounts) != 1 || len(doc.Differences) == 0 {
		t.Errorf("%v: %s", err, &s.out)
	}
	s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
		return accountReport(who, outcome.WouldChange)
	}
	if code := s.run("policy", "diff", "--profile", "default", plain); code != outcome.ExitDiffers {
		t.Errorf("exit code %d, want %d: %s", code, outcome.ExitDiffers, &s.out)
	}
	for _, r := range s.engine.requests {
		if !r.DryRun {
			t.Error("policy diff may write")
		}
	}
}

func TestPolicyInit(t *testing.T) {
	s, _ := familyWorld(t)
	s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
		return accountReport(who, outcome.WouldChange)
	}
	out := filepath.Join(t.TempDir(), "mine.toml")
	if code := s.run("policy", "init", "--out", out); code != exit.OK {
		t.Fatalf("exit code %d: %s%s", code, &s.out, &s.err)
	}
	if code := s.run("policy", "check", out); code != exit.OK {
		t.Errorf("policy check refuses the file: %s", &s.err)
	}
	text, _ := os.ReadFile(out)
	if !strings.Contains(string(text), `"visibility.watchlist" = "anyone"  # `) || strings.Contains(string(text), canaryToken) {
		t.Errorf("it wrote\n%s", text)
	}
	if fi, err := os.Stat(out); err != nil || fi.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", fi.Mode(), err)
	}
	for _, r := range s.engine.requests {
		if !r.DryRun {
			t.Error("policy init may write")
		}
	}
	// A file that exists is refused before a browser is started.
	before := len(s.launches)
	for _, path := range []string{out, filepath.Join(out, "x"), "/nonexistent/x"} {
		if code := s.run("policy", "init", "--out", path); code == exit.OK || len(s.launches) != before {
			t.Errorf("%s: exit code %d, %d browsers", path, code, len(s.launches)-before)
		}
	}
	// If nothing could be read, no policy is written.
	s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
		return outcome.AccountReport{Profile: who.Profile, Cause: outcome.ErrSignIn, Error: outcome.ErrSignIn.Error()}
	}
	if code := s.run("policy", "init"); code != outcome.ExitSignIn || strings.Contains(s.out.String(), "level =") {
		t.Errorf("exit code %d, want %d: %s", code, outcome.ExitSignIn, &s.out)
	}
	if code := s.run("policy", "init", "--family"); code != exit.Usage {
		t.Errorf("exit code %d, want %d", code, exit.Usage)
	}
}

func TestExplainShowsThePolicy(t *testing.T) {
	s := newFakeWorld(t)
	file := policyAt(t, familyPolicy)
	s.run("settings", "explain", "--policy", file, "visibility.watchlist")
	if !strings.Contains(s.out.String(), "all          friends (line 2)") {
		t.Errorf("it says\n%s", &s.out)
	}
	s.expectNothingOpened(t)
}

// Editors of Windows begin a file with a byte order mark.
func TestPolicyMayBeginWithAByteOrderMark(t *testing.T) {
	s := newFakeWorld(t)
	file := filepath.Join(t.TempDir(), "p.toml")
	if err := os.WriteFile(file, []byte("\ufefflevel = \"strict\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := s.run("policy", "check", file); code != exit.OK {
		t.Errorf("exit code %d, %s", code, s.err.String())
	}
}
