package flows

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
)

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
				if q := c.read; q.Found && q.Value != "" {
					read = append(read, journal.Value{Setting: s.Wish.Setting.ID, Control: q.Key, Value: q.Value})
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
		known, ok := a.who.Memory.LastKnown(s.Wish.Setting.ID, c.read.Key)
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
		if now := c.first.Value; now != "" && now != known.Value {
			moved = addMoved(moved, known, now, c.read.Key)
			drift = append(drift, outcome.Drift{Control: c.read.Key, From: known.Value, To: now, Since: known.Time})
		}
	}
	if last == nil {
		return nil, nil, ""
	}
	last.Value = reading.Overall(s.Wish.Setting, then)
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
