package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// writePage writes the built-in page with an id to a directory, with changes.
func writePage(t *testing.T, dir, id string, change ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "selectors", "pages", id+".toml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, id+".toml")
	if err := os.WriteFile(path, []byte(strings.NewReplacer(change...).Replace(string(text))), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOwnPagesAreUsedAndMentioned(t *testing.T) {
	s := newFakeWorld(t)
	s.UID = os.Getuid()
	writePage(t, filepath.Join(s.Config, "catalogue"), "email", `why = "`, `why = "My own `)
	if code := s.run("settings"); code != 0 {
		t.Fatalf("exit code %d, want %d: %s", code, 0, s.err.String())
	}
	for _, want := range []string{"your own description of email is in use"} {
		if !strings.Contains(s.out.String(), want) {
			t.Errorf("settings does not say %q:\n%s", want, s.out.String())
		}
	}
	if s.run("settings", "explain", "email.marketing"); !strings.Contains(s.out.String(), "My own ") {
		t.Errorf("explain does not use the own description:\n%s", s.out.String())
	}
	s.run("version", "--json")
	var v struct{ Overridden []string }
	if err := json.Unmarshal(s.out.Bytes(), &v); err != nil || len(v.Overridden) != 1 || v.Overridden[0] != "email" {
		t.Errorf("version says overridden %q (%v)", v.Overridden, err)
	}
}

func TestOwnPagesByVariable(t *testing.T) {
	s := newFakeWorld(t)
	s.UID = os.Getuid()
	dir := filepath.Join(t.TempDir(), "mine")
	s.env[exit.EnvCatalogue] = dir
	if code := s.run("settings"); code != exit.Usage || !strings.Contains(s.err.String(), "there is no directory") {
		t.Errorf("a directory that is not there: exit code %d, want %d: %s", code, exit.Usage, s.err.String())
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if code := s.run("settings"); code != exit.Usage || !strings.Contains(s.err.String(), "has no page in it") {
		t.Errorf("an empty directory: exit code %d, want %d: %s", code, exit.Usage, s.err.String())
	}
	writePage(t, dir, "privacy", `id = "privacy"`, "id = \"privacy\"\nfoo = 1")
	if code := s.run("settings"); code != exit.Usage || !strings.Contains(s.err.String(), "privacy.toml:") || !strings.Contains(s.err.String(), "unknown key") {
		t.Errorf("a mistake in a page: exit code %d, want %d: %s", code, exit.Usage, s.err.String())
	}
	writePage(t, dir, "privacy")
	if code := s.run("settings"); code != 0 {
		t.Errorf("exit code %d, want %d: %s", code, 0, s.err.String())
	}
}

func TestOwnPagesThatOthersCanWriteAreRefused(t *testing.T) {
	s := newFakeWorld(t)
	s.UID = os.Getuid()
	dir := filepath.Join(s.Config, "catalogue")
	page := writePage(t, dir, "email")
	for _, path := range []string{page, dir, s.Config} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, info.Mode().Perm()|0o020); err != nil {
			t.Fatal(err)
		}
		if code := s.run("apply", "--dry-run"); code != exit.NoAccess || !strings.Contains(s.err.String(), "chmod go-w "+path) {
			t.Errorf("%s: exit code %d, want %d: %s", path, code, exit.NoAccess, s.err.String())
		}
		if err := os.Chmod(path, info.Mode().Perm()); err != nil {
			t.Fatal(err)
		}
	}
	s.expectNothingOpened(t)
}

func TestOwnPagesOfAnotherUserAreRefused(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("needs root to give a file away")
	}
	s := newFakeWorld(t)
	page := writePage(t, filepath.Join(s.Config, "catalogue"), "email")
	if err := os.Chown(page, 4321, 4321); err != nil {
		t.Fatal(err)
	}
	if code := s.run("settings"); code != exit.NoAccess || !strings.Contains(s.err.String(), "belongs to user 4321") {
		t.Errorf("exit code %d, want %d: %s", code, exit.NoAccess, s.err.String())
	}
}

// Every output of a run says that the person's own pages were used, because a mistake in
// them may be the reason for a result.
func TestEveryReportMentionsOwnPages(t *testing.T) {
	const told = "own description of email"
	for _, c := range []struct {
		args   []string
		result outcome.Result
		tells  bool
	}{
		{[]string{"apply"}, outcome.Verified, true},
		{[]string{"apply", "--dry-run"}, outcome.WouldChange, true},
		{[]string{"check"}, outcome.Already, true},
		{[]string{"check", "--quiet"}, outcome.Reverted, true},
		{[]string{"check", "--quiet"}, outcome.Already, false}, // says nothing at all
	} {
		s := newFakeWorld(t)
		s.UID = os.Getuid()
		writePage(t, filepath.Join(s.Config, "catalogue"), "email")
		if out := view(t, s, c.result, c.args...); strings.Contains(out, told) != c.tells {
			t.Errorf("%v, %s:\n%s", c.args, c.result, out)
		}
		var r outcome.Report
		out := view(t, s, c.result, append(c.args, "--json")...)
		if err := json.Unmarshal([]byte(out), &r); err != nil || len(r.Catalogue.Overridden) != 1 {
			t.Errorf("%v: overridden %q (%v)", c.args, r.Catalogue.Overridden, err)
		}
		file := filepath.Join(t.TempDir(), "report.html")
		view(t, s, c.result, append(c.args, "--report", file)...)
		if page, err := os.ReadFile(file); err != nil || !strings.Contains(string(page), "with own pages: email") {
			t.Errorf("%v: the HTML report does not mention the own pages (%v)", c.args, err)
		}
	}
}
