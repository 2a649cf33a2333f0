package list

import (
	"fmt"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// rows are the rows of one list, at all places. No two have the same name.
type rows struct {
	parts []*reading.Part
	// at has the rows by their place and their name there, taken the names in use.
	at    map[string]*reading.Part
	taken map[string]bool
	bulk  *reading.Bulk
}

func newRows() *rows {
	return &rows{at: map[string]*reading.Part{}, taken: map[string]bool{}}
}

// find returns a row of a place by the name that it has there; nil if it was not seen, or
// if there are no rows.
func (r *rows) find(at reading.Place, name string) *reading.Part {
	if r == nil {
		return nil
	}
	return r.at[at.Key(name)]
}

// add keeps a row that shows at a place. With byTab, its name begins with that of the
// tab: rows of all tabs may have the same names.
func (r *rows) add(p *reading.Part, at reading.Place, byTab bool) {
	if old := r.find(at, p.Key); old != nil {
		seenAgain(old, p)
		return
	}
	q := *p
	q.At = at
	if tab := innermost(at); byTab && tab != "" {
		q.Key = tab + " – " + p.Key
	}
	q.Key = r.free(q.Key, at)
	r.at[at.Key(p.Key)] = &q
	r.parts = append(r.parts, &q)
}

// free returns a name for a row that no other row of the list has.
func (r *rows) free(name string, at reading.Place) string {
	out := name
	if tab := innermost(at); r.taken[out] && tab != "" {
		out = fmt.Sprintf("%s – %s", name, tab)
	}
	for n := 2; r.taken[out]; n++ {
		out = fmt.Sprintf("%s (%d)", name, n)
	}
	r.taken[out] = true
	return out
}

// innermost returns the last tab that leads to a place; empty if none does.
func innermost(at reading.Place) string {
	if len(at.Tabs) == 0 {
		return ""
	}
	return at.Tabs[len(at.Tabs)-1]
}

// seenAgain takes over another look at a row. Two rows of the same name cannot be told
// apart once they have been out of sight; if their values differ, neither is believed.
func seenAgain(p, q *reading.Part) {
	if p.Match.Ref == q.Match.Ref || p.Value == q.Value {
		if p.Result != outcome.Unreadable {
			p.Update(q)
		}
		return
	}
	p.MarkUnreadable(fmt.Sprintf("two rows are called %q and show different values", p.Key))
}
