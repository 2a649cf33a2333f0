package list

import (
	"fmt"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// walk is what was read of a page at all its places.
type walk struct {
	list *List
	// order are the places in the order in which they were met.
	order []reading.Place
	// moved says that something had to be done to see everything, more that the list
	// had to be told to show more.
	moved, more bool
	// panels says that titles had to be pressed to see the rows below them, explained
	// that what is closed holds no rows.
	panels, explained bool
	// short says why the list was not read whole.
	short string
	// lists and singles are what was read, by setting.
	lists   map[string]*rows
	singles map[string]*reading.Setting
	claims  map[sight.Ref]bool
	unknown []outcome.UnknownControl
	// read is when all rows of a place had been read, by place.
	read map[string]time.Time
	// totals say how long the list is by its own word, by the tabs it is behind.
	totals map[string]int
}

// rows are those of one list, at all places.
type rows struct {
	parts []*reading.Part
	// at finds a row by its place and its name there; taken are the names in use.
	at    map[string]*reading.Part
	taken map[string]bool
	bulk  *reading.Bulk
}

func newWalk(x *List) *walk {
	return &walk{list: x, lists: map[string]*rows{}, singles: map[string]*reading.Setting{}, claims: map[sight.Ref]bool{}, totals: map[string]int{}, read: map[string]time.Time{}}
}

// partly notes why the list was not read whole; the first reason stands.
func (w *walk) partly(why string) {
	if w.short == "" {
		w.short = why
	}
}

// rows counts the rows read behind some tabs.
func (w *walk) rows(tabs []string) int {
	n := 0
	for _, l := range w.lists {
		for _, p := range l.parts {
			if reading.Key(p.At.Tabs) == reading.Key(tabs) {
				n++
			}
		}
	}
	return n
}

// collect keeps what shows now.
func (w *walk) collect(at reading.Place) {
	for _, r := range w.list.readings() {
		if r.Wish.Setting.Kind == selectors.List {
			w.collectList(r, at)
			continue
		}
		id := r.Wish.Setting.ID
		if old := w.singles[id]; old == nil || !old.Complete() && r.Complete() {
			for _, p := range r.Parts {
				p.At = at
			}
			w.singles[id] = r
		}
	}
	for ref := range w.list.page.Shows().Claims {
		w.claims[ref] = true
	}
	strangers := w.list.page.Strangers()
	if n := len(at.Tabs); n > 0 && len(w.list.rowParts()) == 0 && len(strangers) > 0 {
		w.partly(fmt.Sprintf("behind the tab %q are %d controls that are not known", at.Tabs[n-1], len(strangers)))
	}
	if why := w.list.page.Framed(); why != "" && len(at.Tabs) > 0 && len(w.list.rowParts()) == 0 {
		w.partly(fmt.Sprintf("behind the tab %q %s", at.Tabs[len(at.Tabs)-1], why))
	}
	for _, u := range strangers {
		if !holdsUnknown(w.unknown, u) {
			w.unknown = append(w.unknown, u)
		}
	}
}

func (w *walk) collectList(r *reading.Setting, at reading.Place) {
	id := r.Wish.Setting.ID
	l := w.lists[id]
	if l == nil {
		l = &rows{at: map[string]*reading.Part{}, taken: map[string]bool{}}
		w.lists[id] = l
	}
	if l.bulk == nil {
		l.bulk = r.Bulk
	}
	for _, p := range r.Parts {
		if !p.Found {
			continue
		}
		if old := l.at[at.Key(p.Key)]; old != nil {
			seenAgain(old, p)
			continue
		}
		q := *p
		q.At = at
		l.at[at.Key(p.Key)] = &q
		q.Key = p.Key
		if w.list.exclusive && len(at.Tabs) > 0 {
			q.Key = at.Tabs[len(at.Tabs)-1] + " – " + p.Key // all panels may say the same
		}
		q.Key = l.free(q.Key, at)
		l.parts = append(l.parts, &q)
	}
}

// seenAgain takes over another look at a row. Two rows of one name cannot be told apart once
// they have been out of sight; where they differ nothing is said of them.
func seenAgain(p, q *reading.Part) {
	if p.Match.Ref == q.Match.Ref || p.Value == q.Value {
		if p.Result != outcome.Unreadable {
			p.Match, p.Value, p.Result, p.Detail = q.Match, q.Value, q.Result, q.Detail
		}
		return
	}
	p.Value, p.Result = "", outcome.Unreadable
	p.Detail = fmt.Sprintf("two rows are called %q and show different values", p.Key)
}

// free is a name for a row that no other row of the list has.
func (l *rows) free(name string, at reading.Place) string {
	out := name
	if l.taken[out] && len(at.Tabs) > 0 {
		out = fmt.Sprintf("%s – %s", name, at.Tabs[len(at.Tabs)-1])
	}
	for n := 2; l.taken[out]; n++ {
		out = fmt.Sprintf("%s (%d)", name, n)
	}
	l.taken[out] = true
	return out
}

// count compares what was read here with what the page says there is.
func (w *walk) count(at reading.Place) {
	tabs, here := reading.Key(at.Tabs), 0
	for _, l := range w.lists {
		for _, p := range l.parts {
			if p.At.Same(at) {
				here++
				w.totals[tabs] = max(w.totals[tabs], p.Match.SetSize)
			}
		}
	}
	total := countRows(w.list.last().Text, here)
	if n := len(at.Tabs); n > 0 {
		total = max(total, countInName(at.Tabs[n-1]))
	}
	w.totals[tabs] = max(w.totals[tabs], total)
}

// incomplete says why the list was not read whole, if it was not.
func (w *walk) incomplete() string {
	all := 0
	for _, l := range w.lists {
		all += len(l.parts)
	}
	if w.short != "" {
		return fmt.Sprintf("%d read, and there may be more: %s", all, w.short)
	}
	for _, at := range w.order {
		if total, n := w.totals[reading.Key(at.Tabs)], w.rows(at.Tabs); n > 0 && n < total {
			return fmt.Sprintf("%d of %d read (%s): nothing was found that leads to the others", n, total, reading.Place{Tabs: at.Tabs})
		}
	}
	return ""
}

// merged is the page as a whole. A list that was read in part has one more
// part, which nothing is known of.
func (w *walk) merged() ([]*reading.Setting, map[sight.Ref]bool) {
	out := make([]*reading.Setting, len(w.list.wishes))
	for i, wish := range w.list.wishes {
		if wish.Setting.Kind != selectors.List {
			out[i] = w.singles[wish.Setting.ID]
			continue
		}
		rd := &reading.Setting{Wish: wish}
		if l := w.lists[wish.Setting.ID]; l != nil {
			rd.Bulk = l.bulk
			for _, p := range l.parts {
				q := *p
				rd.Parts = append(rd.Parts, &q)
			}
		}
		if why := w.incomplete(); why != "" {
			rd.Parts = append(rd.Parts, &reading.Part{Key: "the rest of the list", Rest: true, Result: outcome.Unreadable, Detail: why})
		}
		if len(rd.Parts) == 0 {
			rd.Parts = []*reading.Part{w.list.page.Reader().NoList(w.list.last(), w.claims)}
		}
		out[i] = rd
	}
	return out, w.claims
}

// rename gives the rows that show at a place the names they have in the whole.
func (w *walk) rename(readings []*reading.Setting, at reading.Place) {
	for _, r := range readings {
		l := w.lists[r.Wish.Setting.ID]
		if l == nil {
			continue
		}
		for _, row := range r.Parts {
			if p := l.at[at.Key(row.Key)]; p != nil {
				row.Key = p.Key
			}
			row.At = at
		}
	}
}

func holdsUnknown(list []outcome.UnknownControl, u outcome.UnknownControl) bool {
	for _, x := range list {
		if x.Name == u.Name && x.Section == u.Section && x.Role == u.Role {
			return true
		}
	}
	return false
}

// The rows that show now.

func (x *List) rowParts() []*reading.Part {
	var out []*reading.Part
	for _, r := range x.readings() {
		if r.Wish.Setting.Kind != selectors.List {
			continue
		}
		for _, p := range r.Parts {
			if p.Found {
				out = append(out, p)
			}
		}
	}
	return out
}

func (x *List) rowSet() map[string]bool {
	out := map[string]bool{}
	for _, p := range x.rowParts() {
		out[p.Key] = true
	}
	return out
}

func (x *List) rowNames() string {
	var b strings.Builder
	for _, p := range x.rowParts() {
		b.WriteString(p.Key)
		b.WriteByte('\n')
	}
	return b.String()
}

func (x *List) rowPaths() [][]sight.Ref {
	var out [][]sight.Ref
	for _, p := range x.rowParts() {
		out = append(out, p.Match.Path)
	}
	return out
}

func (x *List) lastRow() sight.Ref {
	if all := x.rowParts(); len(all) > 0 {
		return all[len(all)-1].Match.Ref
	}
	return 0
}

func shares(a, b map[string]bool) bool {
	for k := range b {
		if a[k] {
			return true
		}
	}
	return len(a) == 0
}
