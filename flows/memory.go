package flows

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Memory is what earlier runs have recorded of an account's values, and where a
// check records what it sees.
type Memory struct {
	journal *journal.Journal
	run     string
	start   journal.Start
	last    map[controlKey]outcome.LastKnown
}

// controlKey names a control of the catalogue, or a vendor.
type controlKey struct{ setting, control string }

// Recall reads what a journal says of an account's values. run and start are the
// run that asks.
func Recall(j *journal.Journal, run string, start journal.Start) *Memory {
	return &Memory{journal: j, run: run, start: start, last: lastKnown(j)}
}

func lastKnown(j *journal.Journal) map[controlKey]outcome.LastKnown {
	last := map[controlKey]outcome.LastKnown{}
	for _, run := range j.Runs() {
		for _, v := range run.Snapshot {
			last[controlKey{v.Setting, v.Control}] = outcome.LastKnown{Value: v.Value, Time: run.At}
		}
		for _, c := range run.Changes {
			if key := (controlKey{c.Setting, c.Control}); c.After != "" && !c.Open {
				last[key] = outcome.LastKnown{Value: c.After, Time: c.At}
			} else {
				// Nobody read it afterwards, so no value would be a surprise.
				delete(last, key)
			}
		}
	}
	return last
}

// refreshed is how old the record of a value may be that has not changed: one
// check a day should not fill the disk.
const refreshed = 7 * 24 * time.Hour

// See records what a check has read, as far as it is news.
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

// recall compares a setting as it was first read with what is remembered of it, and
// says what somebody else has changed since, control by control and in words. A nil
// memory remembers nothing.
func (m *Memory) recall(s *plannedSetting, readOnly bool) (last *outcome.LastKnown, drift []outcome.Drift, told string) {
	if m == nil {
		return nil, nil, ""
	}
	var then []string
	var moved []moved
	for _, c := range s.controls {
		known, ok := m.last[controlKey{s.wish.Setting.ID, c.read.key}]
		if !ok {
			continue
		}
		then = append(then, known.Value)
		if last == nil || known.Time.After(last.Time) {
			last = &outcome.LastKnown{Time: known.Time}
		}
		if c.first == nil {
			continue
		}
		if now := c.first.value; now != "" && now != known.Value {
			moved = addMoved(moved, known, now, c.read.key)
			drift = append(drift, outcome.Drift{Control: c.read.key, From: known.Value, To: now, Since: known.Time})
		}
	}
	if last == nil {
		return nil, nil, ""
	}
	last.Value = overall(s.wish.Setting, then)
	texts := make([]string, len(moved))
	for i, m := range moved {
		texts[i] = m.text(len(s.controls) > 1, readOnly)
	}
	return last, drift, strings.Join(texts, "; ")
}

// moved are controls that fared alike.
type moved struct {
	from     outcome.LastKnown
	to       string
	controls []string
}

func addMoved(all []moved, from outcome.LastKnown, to, control string) []moved {
	i := slices.IndexFunc(all, func(m moved) bool { return m.from == from && m.to == to })
	if i < 0 {
		return append(all, moved{from, to, []string{control}})
	}
	all[i].controls = append(all[i].controls, control)
	return all
}

// text is like "was private on 2026-11-01, now anyone".
func (m moved) text(named, readOnly bool) string {
	now := "now " + m.to
	if !readOnly {
		now = "and " + m.to + " when this run began"
	}
	text := fmt.Sprintf("was %s on %s, %s", m.from.Value, m.from.Time.Local().Format(time.DateOnly), now)
	if named {
		text = outcome.SomeOf(m.controls) + " " + text
	}
	return text
}
