package list

import (
	"fmt"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// inventory is what was read at all places of a page. It moves nothing.
type inventory struct {
	// order are the places in the order in which they were met.
	order []reading.Place
	// lists and singles are what was read, by setting.
	lists   map[string]*rows
	singles map[string]*reading.Setting
	claims  map[sight.Ref]bool
	unknown []outcome.UnknownControl
	// read is when all rows of a place had been read, by place.
	read map[string]time.Time
	// totals is the number of rows that the page states, by tabs.
	totals map[string]int
	// short says why only a part of the list was read.
	short string
}

func newInventory() *inventory {
	return &inventory{
		lists: map[string]*rows{}, singles: map[string]*reading.Setting{}, claims: map[sight.Ref]bool{},
		read: map[string]time.Time{}, totals: map[string]int{},
	}
}

// partly notes why only a part of the list was read, if there is a reason. Only the first
// one is kept.
func (v *inventory) partly(why string) {
	if v.short == "" {
		v.short = why
	}
}

// behind counts the rows that were read behind some tabs.
func (v *inventory) behind(tabs []string) int {
	n := 0
	for _, l := range v.lists {
		for _, p := range l.parts {
			if reading.Key(p.At.Tabs) == reading.Key(tabs) {
				n++
			}
		}
	}
	return n
}

// rows counts all rows that were read.
func (v *inventory) rows() int {
	n := 0
	for _, l := range v.lists {
		n += len(l.parts)
	}
	return n
}

// total returns how many rows there are behind some tabs according to the page; 0 if it
// does not say.
func (v *inventory) total(tabs []string) int { return v.totals[reading.Key(tabs)] }

// collect keeps what a page shows at a place. byTab says that the name of a row begins
// with that of the tab.
func (v *inventory) collect(page Page, at reading.Place, byTab bool) {
	shows := page.Shows()
	for _, r := range shows.Readings {
		id := r.Wish.Setting.ID
		if r.Wish.Setting.Kind == selectors.List {
			v.collectRows(id, r, at, byTab)
		} else if old := v.singles[id]; old == nil || !old.Complete() && r.Complete() {
			for _, p := range r.Parts {
				p.At = at
			}
			v.singles[id] = r
		}
	}
	for ref := range shows.Claims {
		v.claims[ref] = true
	}
	v.collectUnclaimed(page, at, len(visibleOf(shows.Readings)) > 0)
}

func (v *inventory) collectRows(id string, r *reading.Setting, at reading.Place, byTab bool) {
	l := v.lists[id]
	if l == nil {
		l = newRows()
		v.lists[id] = l
	}
	if l.bulk == nil {
		l.bulk = r.Bulk
	}
	for _, p := range r.Parts {
		if p.Found {
			l.add(p, at, byTab)
		}
	}
}

// collectUnclaimed keeps unclaimed controls. Behind a tab without known rows, they or a
// frame may be rows, so the list counts as incomplete.
func (v *inventory) collectUnclaimed(page Page, at reading.Place, rows bool) {
	strangers := page.Strangers()
	if tab := innermost(at); tab != "" && !rows {
		if len(strangers) > 0 {
			v.partly(fmt.Sprintf("behind the tab %q are %d controls that are not known", tab, len(strangers)))
		}
		if why := page.Framed(); why != "" {
			v.partly(fmt.Sprintf("behind the tab %q %s", tab, why))
		}
	}
	for _, u := range strangers {
		if !slices.ContainsFunc(v.unknown, func(x outcome.UnknownControl) bool {
			return x.Name == u.Name && x.Section == u.Section && x.Role == u.Role
		}) {
			v.unknown = append(v.unknown, u)
		}
	}
}

// count notes how many rows there are according to the page: to its rows, its texts, or
// the name of the tab.
func (v *inventory) count(at reading.Place, texts []string) {
	here, total := 0, v.total(at.Tabs)
	for _, l := range v.lists {
		for _, p := range l.parts {
			if p.At.Same(at) {
				here++
				total = max(total, p.Match.SetSize)
			}
		}
	}
	v.totals[reading.Key(at.Tabs)] = max(total, countRows(texts, here), countInName(innermost(at)))
}

// incomplete returns why only a part of the list was read; empty if all of it was.
func (v *inventory) incomplete() string {
	if v.short != "" {
		return fmt.Sprintf("%d read, and there may be more: %s", v.rows(), v.short)
	}
	for _, at := range v.order {
		if total, n := v.total(at.Tabs), v.behind(at.Tabs); n > 0 && n < total {
			return fmt.Sprintf("%d of %d read (%s): nothing was found that leads to the others", n, total, reading.Place{Tabs: at.Tabs})
		}
	}
	return ""
}

// merged returns the readings of the page as a whole. A list that was read in part gets
// one more part, which stands for the rest of it.
func (v *inventory) merged(page Page, wishes []wanted.Wish) []*reading.Setting {
	out := make([]*reading.Setting, len(wishes))
	for i, wish := range wishes {
		if wish.Setting.Kind != selectors.List {
			out[i] = v.singles[wish.Setting.ID]
			continue
		}
		rd := &reading.Setting{Wish: wish}
		if l := v.lists[wish.Setting.ID]; l != nil {
			rd.Bulk = l.bulk
			for _, p := range l.parts {
				q := *p
				rd.Parts = append(rd.Parts, &q)
			}
		}
		if why := v.incomplete(); why != "" {
			rd.Parts = append(rd.Parts, &reading.Part{Key: "the rest of the list", Rest: true, Result: outcome.Unreadable, Detail: why})
		}
		if len(rd.Parts) == 0 {
			rd.Parts = []*reading.Part{page.Reader().NoList(page.Shows().Look, v.claims)}
		}
		out[i] = rd
	}
	return out
}

// rename gives the rows that show at a place the names that they have in the whole list.
func (v *inventory) rename(readings []*reading.Setting, at reading.Place) {
	for _, r := range readings {
		l := v.lists[r.Wish.Setting.ID]
		if l == nil {
			continue
		}
		for _, row := range r.Parts {
			if p := l.find(at, row.Key); p != nil {
				row.Key = p.Key
			}
			row.At = at
		}
	}
}

// pageOf recognizes by its rows which page of the list shows, behind the tabs of a place.
func (v *inventory) pageOf(readings []*reading.Setting, at reading.Place) (page int, known bool) {
	best := 0
	for _, p := range v.order {
		if reading.Key(p.Tabs) != reading.Key(at.Tabs) {
			continue
		}
		n := 0
		for _, r := range readings {
			l := v.lists[r.Wish.Setting.ID]
			for _, row := range r.Parts {
				if l.find(p, row.Key) != nil {
					n++
				}
			}
		}
		if n > best || n == best && n > 0 && p.Page == at.Page {
			best, page = n, p.Page
		}
	}
	return page, best > 0
}
