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

// see lets a check remember what it has read. It does not fail because it could not.
func (a *account) see(ctx context.Context) {
	if a.req.Command != "check" || a.who.Memory == nil {
		return
	}
	if err := a.who.Memory.See(ctx, a.values()); err != nil {
		a.log.Warn("the next check will not know what this one has seen", "error", err)
	}
}

// values are those of all controls that could be read.
func (a *account) values() []journal.Value {
	var read []journal.Value
	for _, p := range a.visits {
		for _, s := range p.plan {
			for _, c := range s.controls {
				if q := c.read; q.found && q.value != "" {
					read = append(read, journal.Value{Setting: s.wish.Setting.ID, Control: q.key, Value: q.value})
				}
			}
		}
	}
	return read
}

// recall compares a setting as it was read with what is remembered of it, and
// says what somebody else has changed since, control by control and in words.
func (a *account) recall(p *pageVisit, s *plannedSetting) (last *outcome.LastKnown, drift []outcome.Drift, told string) {
	if a.who.Memory == nil || p.plan == nil {
		return nil, nil, ""
	}
	var then []string
	var moved []moved
	for _, c := range s.controls {
		known, ok := a.who.Memory.last[controlKey{s.wish.Setting.ID, c.read.key}]
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
		texts[i] = m.text(len(s.controls) > 1, a.req.readOnly())
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
