package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Who can write a policy decides what a scheduled job leaves alone; who can write
// receipts or the job's memory decides what a person is told.
func TestFilesThatOthersCanWriteAreNotBelieved(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	policy := policyAt(t, `keep = ["*"]`)
	s.recordRun(t, "default", "id-of-alice")
	if code := s.run("apply"); code != exit.OK {
		t.Fatalf("exit code %d: %s", code, s.err.String())
	}
	receipts, err := filepath.Glob(filepath.Join(s.State, "receipts", "*"))
	if err != nil || len(receipts) != 1 {
		t.Fatalf("receipts: %v %v", receipts, err)
	}
	for name, c := range map[string]struct {
		path string
		args []string
		code int
	}{
		"policy":   {policy, []string{"check", "--policy", policy}, exit.NoAccess},
		"receipts": {receipts[0], []string{"receipt"}, exit.NoAccess},
	} {
		if code := s.run(c.args...); code != exit.OK {
			t.Errorf("%s of our own: exit code %d: %s", name, code, s.err.String())
		}
		for how, spoil := range map[string]func() error{
			"others can write to it": func() error { return os.Chmod(c.path, 0o622) },
			"it is somebody else's":  func() error { return os.Chown(c.path, 4321, 4321) },
		} {
			if how == "it is somebody else's" && os.Geteuid() != 0 {
				continue // only root can give a file away
			}
			if err := spoil(); err != nil {
				t.Fatal(err)
			}
			if code := s.run(c.args...); code != c.code || !strings.Contains(s.err.String(), "others can get at it") {
				t.Errorf("%s, and %s: exit code %d, want %d: %s", name, how, code, c.code, s.err.String())
			}
			if err := os.Chmod(c.path, 0o600); err != nil {
				t.Fatal(err)
			}
			if os.Geteuid() == 0 {
				if err := os.Chown(c.path, 0, 0); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// An empty variable must not pass for a hash that was found, and no receipts for good
// ones.
func TestVerifyOfNothingIsNoSuccess(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	if code := s.run("receipt", "verify", "--head", ""); code != exit.Usage {
		t.Errorf("an empty hash: exit code %d, want %d", code, exit.Usage)
	}
	path := filepath.Join(t.TempDir(), "none.json")
	if err := os.WriteFile(path, []byte(`{"receipts":[]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := s.run("receipt", "verify", path); code != outcome.ExitError {
		t.Errorf("a document without receipts: exit code %d, want %d: %s", code, outcome.ExitError, s.out.String())
	}
}
