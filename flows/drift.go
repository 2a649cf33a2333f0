package flows

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/plan"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/record"
)

// recall compares a setting as this run first read it with what an earlier run read. It
// returns what somebody else changed since, by control and in words. A nil memory
// remembers nothing.
func recall(m *record.Memory, s *plan.Setting, readOnly bool) (last *outcome.LastKnown, drift []outcome.Drift, told string) {
	if m == nil {
		return nil, nil, ""
	}
	var then []string
	var moves []move
	for _, c := range s.Controls {
		known, ok := m.LastKnown(s.Wish.Setting.ID, c.Read.Key)
		if !ok {
			continue
		}
		then = append(then, known.Value)
		if last == nil || known.Time.After(last.Time) {
			last = &outcome.LastKnown{Time: known.Time}
		}
		if c.First == nil {
			continue
		}
		if now := c.First.Value; now != "" && now != known.Value {
			moves = addMove(moves, known, now, c.Read.Key)
			drift = append(drift, outcome.Drift{Control: c.Read.Key, From: known.Value, To: now, Since: known.Time})
		}
	}
	if last == nil {
		return nil, nil, ""
	}
	last.Value = reading.Overall(s.Wish.Setting, then)
	texts := make([]string, len(moves))
	for i, m := range moves {
		texts[i] = m.text(len(s.Controls) > 1, readOnly)
	}
	return last, drift, strings.Join(texts, "; ")
}

// move is a change of value since the earlier run, with the controls that share it.
type move struct {
	from     outcome.LastKnown
	to       string
	controls []string
}

func addMove(all []move, from outcome.LastKnown, to, control string) []move {
	i := slices.IndexFunc(all, func(m move) bool { return m.from == from && m.to == to })
	if i < 0 {
		return append(all, move{from, to, []string{control}})
	}
	all[i].controls = append(all[i].controls, control)
	return all
}

// text is like "was private on 2026-11-01, now anyone".
func (m move) text(named, readOnly bool) string {
	now := "now " + m.to
	if !readOnly {
		now = "and " + m.to + " when this run began"
	}
	verb := "was"
	if named && len(m.controls) > 1 {
		verb = "were"
	}
	text := fmt.Sprintf("%s %s on %s, %s", verb, m.from.Value, m.from.Time.Local().Format(time.DateOnly), now)
	if named {
		text = outcome.FirstFew(m.controls) + " " + text
	}
	return text
}

// former is the value that a setting had before the one it has now, as far as earlier runs
// have recorded it. It stays until the setting changes again, so that not only the first
// check tells of a change.
func former(m *record.Memory, s *plan.Setting) *outcome.LastKnown {
	if m == nil {
		return nil
	}
	var values []string
	out := &outcome.LastKnown{}
	for _, c := range s.Controls {
		was, ok := m.Former(s.Wish.Setting.ID, c.Read.Key)
		if last, known := m.LastKnown(s.Wish.Setting.ID, c.Read.Key); known && c.First != nil && c.First.Value != last.Value {
			was, ok = last, true
		}
		if !ok {
			if c.First != nil {
				values = append(values, c.First.Value)
			}
			continue
		}
		values = append(values, was.Value)
		if was.Time.After(out.Time) {
			out.Time = was.Time
		}
	}
	if out.Time.IsZero() {
		return nil
	}
	out.Value = reading.Overall(s.Wish.Setting, values)
	return out
}
