package main

import (
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/journal"
)

// recordRuns writes two runs of apply, and an undo of the first, to alice's journal.
func recordRuns(t *testing.T, s *fakeWorld) {
	t.Helper()
	s.store.kept["default"] = aSession("alice")
	j, err := journal.Open(world.Journals(s.State), "default", "id-of-alice")
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	if err := j.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	change := func(run, setting, control, before, after string) []journal.Record {
		return []journal.Record{
			{Run: run, Intent: &journal.Intent{Setting: setting, Control: control, Before: before, Wanted: after}},
			{Run: run, Outcome: &journal.Outcome{Setting: setting, Control: control, Before: before, After: after, Result: "verified"}},
		}
	}
	records := []journal.Record{{Run: "run1", Start: &journal.Start{Command: "apply"}}}
	records = append(records, change("run1", "visibility.watchlist", "watchlist", "anyone", "private")...)
	records = append(records, journal.Record{Run: "run2", Start: &journal.Start{Command: "apply"}})
	for _, vendor := range []string{"one", "two", "three"} {
		records = append(records, change("run2", "vendors.personalized-ads", vendor, "on", "off")...)
	}
	records = append(records, journal.Record{Run: "run3", Start: &journal.Start{Command: "undo", Undoes: "run1"}})
	records = append(records, change("run3", "visibility.watchlist", "watchlist", "private", "anyone")...)
	if err := j.Append(records...); err != nil {
		t.Fatal(err)
	}
}

// The newest run comes first, with names and the time of day; ids are for --wide.
func TestHistoryIsABlockForEachRunInPlainWords(t *testing.T) {
	s := newFakeWorld(t)
	recordRuns(t, s)
	if code := s.run("history"); code != exit.OK {
		t.Fatalf("exit code %d: %s", code, &s.err)
	}
	got := s.out.String()
	now := time.Now().Format("2006-01-02 ")
	at := -1
	for _, want := range []string{now, "undo of the run of " + now, "Watchlist  private → anyone", "\n\n", "apply\n  Personalized ads  on → off  (3 vendors)", "\n\n", "Watchlist  anyone → private"} {
		next := strings.Index(got[at+1:], want)
		if next < 0 {
			t.Fatalf("no %q after %d in\n%s", want, at, got)
		}
		at += next + 1
	}
	for _, id := range []string{"run1", "visibility.", "verified"} {
		if strings.Contains(got, id) {
			t.Errorf("shows %q to a person:\n%s", id, got)
		}
	}
	s.run("history", "--wide")
	for _, want := range []string{"run1", "visibility.watchlist", "one, two, three"} {
		if !strings.Contains(s.out.String(), want) {
			t.Errorf("--wide does not show %q:\n%s", want, &s.out)
		}
	}
}
