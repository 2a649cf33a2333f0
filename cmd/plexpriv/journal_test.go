package main

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// recordRun writes one run, without an end, to an account's journal. It returns the
// journal's file.
func (s *fakeWorld) recordRun(t *testing.T, profile, account string) string {
	t.Helper()
	j, err := journal.Open(world.Journals(s.State), profile, account)
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	if err := j.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	const setting, control = "visibility.watchlist", "watchlist"
	err = j.Append(
		journal.Record{Run: "run1", Start: &journal.Start{Command: "apply"}},
		journal.Record{Run: "run1", Intent: &journal.Intent{Setting: setting, Control: control, Before: "anyone", Wanted: "private"}},
		journal.Record{Run: "run1", Outcome: &journal.Outcome{Setting: setting, Control: control, Before: "anyone", After: "private", Result: "verified"}},
	)
	if err != nil {
		t.Fatal(err)
	}
	return j.Path()
}

// recordLine is a line of a journal: the CRC-32C of a record, and the record.
func recordLine(text string) string {
	return fmt.Sprintf("%08x %s\n", crc32.Checksum([]byte(text), crc32.MakeTable(crc32.Castagnoli)), text)
}

// A journal that this version cannot read is reported and not changed. Its account is
// not changed either, because changes could not be recorded. Checks and other accounts
// still work.
func TestJournalOfANewerVersionOrAnotherAccount(t *testing.T) {
	account := regexp.MustCompile(`"account":"[0-9a-f]+"`)
	for name, tc := range map[string]struct {
		spoil func(string) string
		says  string
	}{
		"of a newer version": {
			func(text string) string {
				return text + recordLine(`{"n":5,"at":"2030-01-01T00:00:00Z","journal":{"format":99,"profile":"default","account":"x"}}`)
			}, "is in format 99, and this plexpriv reads up to 1; use the newer one",
		},
		"of another account": {
			func(text string) string {
				first, rest, _ := strings.Cut(text, "\n")
				_, header, _ := strings.Cut(first, " ")
				return recordLine(account.ReplaceAllString(header, `"account":"00000000000000000000000000000000"`)) + rest
			}, "belongs to another account or profile",
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newFakeWorld(t)
			s.store.kept["default"], s.store.kept["other"] = aSession("alice"), aSession("bob")
			path := s.recordRun(t, "default", "id-of-alice")
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			text = []byte(tc.spoil(string(text)))
			if err := os.WriteFile(path, text, 0o600); err != nil {
				t.Fatal(err)
			}
			for _, args := range []string{"apply", "undo --yes", "history"} {
				if code := s.run(strings.Fields(args)...); code != outcome.ExitError || !strings.Contains(s.err.String(), tc.says) {
					t.Errorf("%s: exit code %d, %q", args, code, s.err.String())
				}
			}
			if len(s.launches) > 0 {
				t.Error("a browser was started")
			}
			if code := s.run("check"); code != exit.OK || len(s.engine.requests) != 1 {
				t.Errorf("check: exit code %d, %q", code, s.err.String())
			}
			if code := s.run("apply", "--profile", "other"); code != exit.OK || s.engine.whos[1].Ledger == nil {
				t.Errorf("another account: exit code %d, %q", code, s.err.String())
			}
			now, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(now, text) {
				t.Errorf("the journal was changed: %v", err)
			}
		})
	}
}

// What a damaged journal still contains can be undone. The damage is reported.
func TestDamagedJournal(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	path := s.recordRun(t, "default", "id-of-alice")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	lines[1] = "x" + lines[1][1:] // damages the start of the run
	damaged := strings.Join(lines, "")
	if err := os.WriteFile(path, []byte(damaged), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := s.run("history", "--wide", "visibility.watchlist"); code != exit.OK || !strings.Contains(s.out.String(), "run1") {
		t.Errorf("history: exit code %d, want %d: %s", code, exit.OK, s.out.String())
	}
	if !strings.Contains(s.err.String(), "line 2") || !strings.Contains(s.err.String(), "the rest can") {
		t.Errorf("said %q", s.err.String())
	}
	if code := s.run("undo", "--yes"); code != exit.OK || s.engine.requests[0].Selection.Restore["visibility.watchlist"].Was["watchlist"] != "anyone" {
		t.Errorf("undo: exit code %d, %+v", code, s.engine.requests)
	}
	if now, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(now), damaged) {
		t.Errorf("the damaged journal was overwritten: %v", err)
	}
}
