package journal

import (
	"reflect"
	"testing"
)

func intent(run, control, before, wanted string) Record {
	return Record{Run: run, Intent: &Intent{Setting: "s", Control: control, Before: before, Wanted: wanted}}
}

func outcome(run, control, before, after, result string) Record {
	return Record{Run: run, Outcome: &Outcome{Setting: "s", Control: control, Before: before, After: after, Result: result}}
}

func start(run string) Record { return Record{Run: run, Start: &Start{Command: "apply"}} }

func controls(changes []Change) []string {
	var out []string
	for _, c := range changes {
		out = append(out, c.Run+"/"+c.Control)
	}
	return out
}

func TestRuns(t *testing.T) {
	settled := outcome("r2", "b", "on", "on", "failed")
	settled.Outcome.Of = "r1"
	for name, tc := range map[string]struct {
		records []Record
		left    []string
		changed string
	}{
		"all done": {
			[]Record{start("r1"), intent("r1", "a", "on", "off"), outcome("r1", "a", "on", "off", "verified")},
			nil, "r1",
		},
		"killed between": {
			[]Record{start("r1"), intent("r1", "a", "on", "off"), intent("r1", "b", "on", "off"), outcome("r1", "a", "on", "off", "verified")},
			[]string{"r1/b"}, "r1",
		},
		"killed in the second try": {
			[]Record{start("r1"), intent("r1", "a", "on", "off"), outcome("r1", "a", "on", "on", "failed"), intent("r1", "a", "on", "off")},
			[]string{"r1/a"}, "r1",
		},
		"settled by a later run, which found it unchanged": {
			[]Record{start("r1"), intent("r1", "b", "on", "off"), start("r2"), settled},
			nil, "",
		},
		"made anew by a later run": {
			[]Record{start("r1"), intent("r1", "a", "on", "off"), start("r2"), intent("r2", "a", "on", "off"), outcome("r2", "a", "on", "off", "verified")},
			nil, "r2",
		},
		"nothing changed": {
			[]Record{start("r1"), intent("r1", "a", "on", "off"), outcome("r1", "a", "on", "on", "reverted"), start("r2")},
			nil, "",
		},
		"could not be read back": {
			[]Record{start("r1"), intent("r1", "a", "on", "off"), outcome("r1", "a", "on", "", "unverified")},
			nil, "r1",
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			j := mustOpen(t, dir)
			mustAppend(t, j, tc.records...)
			j.Close()
			j = mustOpen(t, dir)
			if got := controls(j.Left()); !reflect.DeepEqual(got, tc.left) {
				t.Errorf("changes without an outcome: %v, want %v", got, tc.left)
			}
			run, _ := j.LastChanging(nil)
			if run.ID != tc.changed {
				t.Errorf("the last run that changed something is %q, want %q", run.ID, tc.changed)
			}
		})
	}
}

func TestTwoTriesOfOneControlAreOneChange(t *testing.T) {
	j := mustOpen(t, t.TempDir())
	mustAppend(t, j, start("r1"),
		intent("r1", "a", "anyone", "private"), outcome("r1", "a", "anyone", "friends", "failed"),
		intent("r1", "a", "friends", "private"), outcome("r1", "a", "friends", "private", "verified"))
	run, ok := j.Find("r1")
	if !ok || len(run.Changes) != 1 {
		t.Fatalf("got %+v", run)
	}
	if c := run.Changes[0]; c.Before != "anyone" || c.After != "private" || c.Result != "verified" || c.Open {
		t.Errorf("got %+v; want the value before the first try and the outcome of the last", c)
	}
}
