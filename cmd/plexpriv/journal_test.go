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
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// recorded gives an account of the stage a record of one run, and its file.
func (s *stage) recorded(t *testing.T, profile, account string) string {
	t.Helper()
	j, err := journal.Open(s.Journals(), profile, account)
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

// recordLine is a record as it stands in a journal: its CRC-32C, and itself.
func recordLine(text string) string {
	return fmt.Sprintf("%08x %s\n", crc32.Checksum([]byte(text), crc32.MakeTable(crc32.Castagnoli)), text)
}

// A record that is not for this program to read is told, kept as it is, and keeps
// its account from being changed: what cannot be recorded is not done. Other
// accounts, and a check, go on.
func TestARecordThatIsNotOurs(t *testing.T) {
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
			s := newStage(t)
			s.store.kept["default"], s.store.kept["other"] = aSession("alice"), aSession("bob")
			path := s.recorded(t, "default", "id-of-alice")
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
				t.Errorf("the record was changed: %v", err)
			}
		})
	}
}

// What a damaged record still says can be undone, and what it does not say is told.
func TestADamagedRecord(t *testing.T) {
	s := newStage(t)
	s.store.kept["default"] = aSession("alice")
	path := s.recorded(t, "default", "id-of-alice")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	lines[1] = "x" + lines[1][1:] // the beginning of the run
	damaged := strings.Join(lines, "")
	if err := os.WriteFile(path, []byte(damaged), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := s.run("history", "visibility.watchlist"); code != exit.OK || !strings.Contains(s.out.String(), "run1") {
		t.Errorf("history: exit code %d: %s", code, s.out.String())
	}
	if !strings.Contains(s.err.String(), "line 2") || !strings.Contains(s.err.String(), "the rest can") {
		t.Errorf("said %q", s.err.String())
	}
	if code := s.run("undo", "--yes"); code != exit.OK || s.engine.requests[0].Selection.Restore["visibility.watchlist"].Was["watchlist"] != "anyone" {
		t.Errorf("undo: exit code %d, %+v", code, s.engine.requests)
	}
	if now, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(now), damaged) {
		t.Errorf("what was there was written over: %v", err)
	}
}
