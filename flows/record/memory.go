package record

import (
	"context"
	"fmt"
	"time"

	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Memory holds the values that earlier runs recorded for an account. A check records in
// it what it reads.
type Memory struct {
	journal *journal.Journal
	run     string
	start   journal.Start
	last    map[controlKey]outcome.LastKnown
	// former are the values before the last ones, as long as those are different.
	former map[controlKey]outcome.LastKnown
}

// controlKey identifies a control of the catalogue, or a vendor.
type controlKey struct{ setting, control string }

// Recall reads the values that a journal has of an account. run and start describe the
// run that recalls them.
func Recall(j *journal.Journal, run string, start journal.Start) *Memory {
	last, former := lastKnown(j)
	return &Memory{journal: j, run: run, start: start, last: last, former: former}
}

func lastKnown(j *journal.Journal) (last, former map[controlKey]outcome.LastKnown) {
	last, former = map[controlKey]outcome.LastKnown{}, map[controlKey]outcome.LastKnown{}
	note := func(key controlKey, now outcome.LastKnown) {
		if was, known := last[key]; known && was.Value != now.Value {
			former[key] = was
		}
		last[key] = now
	}
	for _, run := range j.Runs() {
		for _, v := range run.Snapshot {
			note(controlKey{v.Setting, v.Control}, outcome.LastKnown{Value: v.Value, Time: run.At})
		}
		for _, c := range run.Changes {
			if key := (controlKey{c.Setting, c.Control}); c.After != "" && !c.Open {
				note(key, outcome.LastKnown{Value: c.After, Time: c.At})
			} else {
				// The value was not read back, so whatever it is now is not drift.
				delete(last, key)
				delete(former, key)
			}
		}
	}
	return last, former
}

// refreshed is how old the record of an unchanged value may get. Recording it at every
// check would fill the disk.
const refreshed = 7 * 24 * time.Hour

// See records the values that a check has read, if they are new.
func (m *Memory) See(ctx context.Context, read []journal.Value) error {
	var news []journal.Value
	for _, v := range read {
		was, known := m.last[controlKey{v.Setting, v.Control}]
		if !known || was.Value != v.Value || time.Since(was.Time) > refreshed {
			news = append(news, v)
		}
	}
	if len(news) == 0 {
		return nil
	}
	if err := m.journal.Lock(ctx); err != nil {
		return fmt.Errorf("record what was seen: %w", err)
	}
	err := m.journal.Append(
		journal.Record{Run: m.run, Start: &m.start},
		journal.Record{Run: m.run, Snapshot: &journal.Snapshot{Values: news}},
		journal.Record{Run: m.run, End: &journal.End{How: journal.Done}},
	)
	if err != nil {
		return fmt.Errorf("record what was seen: %w", err)
	}
	return nil
}

// Former returns the value that a control had before the one that was recorded last.
func (m *Memory) Former(setting, control string) (outcome.LastKnown, bool) {
	former, ok := m.former[controlKey{setting, control}]
	return former, ok
}

// LastKnown returns the value that was recorded last for a control.
func (m *Memory) LastKnown(setting, control string) (outcome.LastKnown, bool) {
	last, ok := m.last[controlKey{setting, control}]
	return last, ok
}
