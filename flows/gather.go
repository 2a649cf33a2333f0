package flows

import (
	"fmt"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// walk is what was read of a page at all its places.
type walk struct {
	v *visit
	// order are the places in the order in which they were met.
	order []place
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
	singles map[string]*reading
	claims  map[sight.Ref]bool
	unknown []outcome.UnknownControl
	// read is when all rows of a place had been read, by place.
	read map[string]time.Time
	// totals say how long the list is by its own word, by the tabs it is behind.
	totals map[string]int
}

// listState is how far a page with a list was gone through.
type listState struct {
	// walk is what the page showed at all its places, where it does not show
	// everything at once; here is the place that shows.
	walk *walk
	here place
	// exclusive says that of the panels of a list one is open at a time.
	exclusive bool
	// atEnd are the rows that showed when the list was scrolled to its end.
	atEnd string
}

// rows are those of one list, at all places.
type rows struct {
	parts []*part
	// at finds a row by its place and its name there; taken are the names in use.
	at    map[string]*part
	taken map[string]bool
	bulk  *bulkRead
}

func newWalk(v *visit) *walk {
	return &walk{v: v, lists: map[string]*rows{}, singles: map[string]*reading{}, claims: map[sight.Ref]bool{}, totals: map[string]int{}, read: map[string]time.Time{}}
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
			if key(p.at.tabs) == key(tabs) {
				n++
			}
		}
	}
	return n
}

// collect keeps what shows now.
func (w *walk) collect(at place) {
	for _, r := range w.v.readings {
		if r.wish.Setting.Kind == selectors.List {
			w.collectList(r, at)
			continue
		}
		id := r.wish.Setting.ID
		if old := w.singles[id]; old == nil || !old.complete() && r.complete() {
			for _, p := range r.parts {
				p.at = at
			}
			w.singles[id] = r
		}
	}
	for ref := range w.v.claims {
		w.claims[ref] = true
	}
	strangers := w.v.strangers()
	if n := len(at.tabs); n > 0 && len(w.v.rowParts()) == 0 && len(strangers) > 0 {
		w.partly(fmt.Sprintf("behind the tab %q are %d controls that are not known", at.tabs[n-1], len(strangers)))
	}
	if why := w.v.framed(w.v.last); why != "" && len(at.tabs) > 0 && len(w.v.rowParts()) == 0 {
		w.partly(fmt.Sprintf("behind the tab %q %s", at.tabs[len(at.tabs)-1], why))
	}
	for _, u := range strangers {
		if !holdsUnknown(w.unknown, u) {
			w.unknown = append(w.unknown, u)
		}
	}
}

func (w *walk) collectList(r *reading, at place) {
	id := r.wish.Setting.ID
	l := w.lists[id]
	if l == nil {
		l = &rows{at: map[string]*part{}, taken: map[string]bool{}}
		w.lists[id] = l
	}
	if l.bulk == nil {
		l.bulk = r.bulk
	}
	for _, p := range r.parts {
		if !p.found {
			continue
		}
		if old := l.at[at.key(p.key)]; old != nil {
			seenAgain(old, p)
			continue
		}
		q := *p
		q.at = at
		l.at[at.key(p.key)] = &q
		q.key = p.key
		if w.v.list.exclusive && len(at.tabs) > 0 {
			q.key = at.tabs[len(at.tabs)-1] + " – " + p.key // all panels may say the same
		}
		q.key = l.free(q.key, at)
		l.parts = append(l.parts, &q)
	}
}

// seenAgain takes over another look at a row. Two rows of one name cannot be told apart once
// they have been out of sight; where they differ nothing is said of them.
func seenAgain(p, q *part) {
	if p.match.Ref == q.match.Ref || p.value == q.value {
		if p.result != outcome.Unreadable {
			p.match, p.value, p.result, p.detail = q.match, q.value, q.result, q.detail
		}
		return
	}
	p.value, p.result = "", outcome.Unreadable
	p.detail = fmt.Sprintf("two rows are called %q and show different values", p.key)
}

// free is a name for a row that no other row of the list has.
func (l *rows) free(name string, at place) string {
	out := name
	if l.taken[out] && len(at.tabs) > 0 {
		out = fmt.Sprintf("%s – %s", name, at.tabs[len(at.tabs)-1])
	}
	for n := 2; l.taken[out]; n++ {
		out = fmt.Sprintf("%s (%d)", name, n)
	}
	l.taken[out] = true
	return out
}

// count compares what was read here with what the page says there is.
func (w *walk) count(at place) {
	tabs, here := key(at.tabs), 0
	for _, l := range w.lists {
		for _, p := range l.parts {
			if p.at.same(at) {
				here++
				w.totals[tabs] = max(w.totals[tabs], p.match.SetSize)
			}
		}
	}
	total := countRows(w.v.last.Text, here)
	if n := len(at.tabs); n > 0 {
		total = max(total, countInName(at.tabs[n-1]))
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
		if total, n := w.totals[key(at.tabs)], w.rows(at.tabs); n > 0 && n < total {
			return fmt.Sprintf("%d of %d read (%s): nothing was found that leads to the others", n, total, place{tabs: at.tabs})
		}
	}
	return ""
}

// merged is the page as a whole. A list that was read in part has one more
// part, which nothing is known of.
func (w *walk) merged() ([]*reading, map[sight.Ref]bool) {
	out := make([]*reading, len(w.v.wishes))
	for i, wish := range w.v.wishes {
		if wish.Setting.Kind != selectors.List {
			out[i] = w.singles[wish.Setting.ID]
			continue
		}
		rd := &reading{wish: wish}
		if l := w.lists[wish.Setting.ID]; l != nil {
			rd.bulk = l.bulk
			for _, p := range l.parts {
				q := *p
				rd.parts = append(rd.parts, &q)
			}
		}
		if why := w.incomplete(); why != "" {
			rd.parts = append(rd.parts, &part{key: "the rest of the list", rest: true, result: outcome.Unreadable, detail: why})
		}
		if len(rd.parts) == 0 {
			rd.parts = []*part{w.v.reader().noList(w.v.last, w.claims)}
		}
		out[i] = rd
	}
	return out, w.claims
}

// rename gives the rows that show at a place the names they have in the whole.
func (w *walk) rename(readings []*reading, at place) {
	for _, r := range readings {
		l := w.lists[r.wish.Setting.ID]
		if l == nil {
			continue
		}
		for _, row := range r.parts {
			if p := l.at[at.key(row.key)]; p != nil {
				row.key = p.key
			}
			row.at = at
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

func (v *visit) rowParts() []*part {
	var out []*part
	for _, r := range v.readings {
		if r.wish.Setting.Kind != selectors.List {
			continue
		}
		for _, p := range r.parts {
			if p.found {
				out = append(out, p)
			}
		}
	}
	return out
}

func (v *visit) rowSet() map[string]bool {
	out := map[string]bool{}
	for _, p := range v.rowParts() {
		out[p.key] = true
	}
	return out
}

func (v *visit) rowNames() string {
	var b strings.Builder
	for _, p := range v.rowParts() {
		b.WriteString(p.key)
		b.WriteByte('\n')
	}
	return b.String()
}

func (v *visit) rowPaths() [][]sight.Ref {
	var out [][]sight.Ref
	for _, p := range v.rowParts() {
		out = append(out, p.match.Path)
	}
	return out
}

func (v *visit) lastRow() sight.Ref {
	if all := v.rowParts(); len(all) > 0 {
		return all[len(all)-1].match.Ref
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
