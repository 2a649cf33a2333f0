package list

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// The bounds of a list. A longer one is not read whole, and said not to be.
const (
	maxRows  = 2000
	maxPages = 200
)

// tour goes to every place of the page from here on. rows of tabs that led here
// are not gone through again.
func (w *walk) tour(ctx context.Context, at reading.Place, through []string) {
	w.tryPanels(ctx)
	for _, s := range w.list.strips(w.list.last()) {
		id := s.names()
		if slices.Contains(through, id) {
			continue
		}
		if s.alike() {
			w.partly(fmt.Sprintf("several parts of it are called %q, and one shows at a time", s[0].Title()))
			continue
		}
		through = append(through[:len(through):len(through)], id)
		w.moved = true
		for i := range s {
			err := w.list.showTab(ctx, id, i)
			if err == nil && w.list.exclusive && s[i].Expanded != "" && !w.list.isOpen(s[i].Title()) {
				err = errors.New("it stays closed")
			}
			if err != nil {
				w.partly(fmt.Sprintf("%q could not be opened: %v", s[i].Title(), err))
				continue
			}
			w.tour(ctx, at.Behind(s[i].Title()), through)
		}
		return
	}
	w.pages(ctx, at)
}

// tryPanels opens what is closed of a list, and notes where it cannot.
func (w *walk) tryPanels(ctx context.Context) {
	if err := w.openPanels(ctx); err != nil {
		w.partly(fmt.Sprintf("what is closed could not be opened: %v", err))
	}
}

// pages goes through the pages of a list from the first.
func (w *walk) pages(ctx context.Context, at reading.Place) {
	x := w.list
	for n := 0; ; n++ {
		at.Page = n
		w.order = append(w.order, at)
		w.tryPanels(ctx)
		w.showMore(ctx, at)
		w.unroll(ctx, at)
		w.count(at)
		w.read[at.Key("")] = time.Now()
		p := x.pagerOf(x.last(), x.rowPaths())
		next, why := w.next(p, at)
		switch {
		case why != "":
			w.partly(why)
			return
		case next == nil:
			return
		case x.exclusive:
			w.partly("it has several pages, on which one part opens at a time")
			return
		case n == maxPages:
			w.partly(fmt.Sprintf("it has more than %d pages", maxPages))
			return
		}
		w.moved = true
		turned, err := x.turn(ctx, *next)
		switch {
		case turned:
			continue
		case err == nil && p.numbered() && len(p.numbers) == n+1:
			return // the last number, and "Next" leads nowhere
		case err == nil:
			err = errors.New("it shows nothing new")
		}
		w.partly(fmt.Sprintf("after page %d, %q was pressed: %v", n+1, next.Title(), err))
		return
	}
}

// next is what leads to the following page; none after the last one. why says
// that there may be one which must not be gone to.
func (w *walk) next(p pager, at reading.Place) (press *sight.Press, why string) {
	if b, ok := p.numbers[at.Page+2]; ok && !b.Disabled {
		return &b, ""
	}
	b := p.next
	if b == nil || b.Disabled {
		return nil, ""
	}
	total := w.totals[reading.Key(at.Tabs)]
	switch {
	case total > 0 && w.rows(at.Tabs) >= total:
		return nil, ""
	case total > 0, p.numbered(), isArrow(b.Title()), len(strings.Fields(b.Title())) > 1:
		return b, ""
	}
	return nil, fmt.Sprintf("%q beside it may lead to more of it, or on to something else", b.Title())
}

// showMore presses what adds to the list until it is gone.
func (w *walk) showMore(ctx context.Context, at reading.Place) {
	x := w.list
	for range maxPages {
		p := x.pagerOf(x.last(), x.rowPaths())
		more := p.more
		if more == nil || more.Disabled || w.rows(at.Tabs) > maxRows {
			return
		}
		w.moved, w.more = true, true
		turned, err := x.turn(ctx, *more)
		if turned {
			continue
		}
		if again := x.pagerOf(x.last(), x.rowPaths()).more; again == nil && err == nil || p.far {
			return
		}
		if err == nil {
			err = errors.New("it shows nothing new")
		}
		w.partly(fmt.Sprintf("%q was pressed: %v", more.Title(), err))
		return
	}
}

// unroll scrolls a list on until no more of it comes. Rows that leave the page
// on the way are remembered.
func (w *walk) unroll(ctx context.Context, at reading.Place) {
	x := w.list
	if x.rowNames() == "" || x.atEnd == x.rowNames() {
		w.collect(at)
		return
	}
	if _, err := x.page.ScrollBack(ctx, x.lastRow()); err == nil {
		_ = x.page.Rest(ctx, x.pace.Brief)
	}
	for idle := 0; idle < 3; {
		before, had := x.rowSet(), w.rows(at.Tabs)
		w.collect(at)
		if w.rows(at.Tabs) > maxRows {
			w.partly(fmt.Sprintf("it has more than %d rows", maxRows))
			return
		}
		grew, err := x.advance(ctx)
		switch {
		case err != nil:
			w.partly(fmt.Sprintf("it could not be scrolled on: %v", err))
			return
		case !grew:
			return
		case x.rowNames() == "":
			w.partly("it went blank when it was scrolled on")
			return
		case !shares(before, x.rowSet()):
			w.partly("rows of it may have been jumped over")
			return
		}
		w.moved = true
		idle++
		if w.rows(at.Tabs) > had {
			idle = 0
		}
	}
}

// advance scrolls a list on once, and says whether other rows show then.
func (x *List) advance(ctx context.Context) (bool, error) {
	before := x.rowNames()
	x.atEnd = ""
	scrolled := false
	for range 2 { // to the last row, and to the very end
		moved, err := x.page.ScrollOn(ctx, x.lastRow())
		if err != nil {
			return false, err
		}
		if err := x.page.Look(ctx); err != nil {
			return false, err
		}
		scrolled = scrolled || moved
		if x.rowNames() != before {
			return true, x.page.Rest(ctx, x.pace.Look)
		}
	}
	if !scrolled {
		return false, nil
	}
	// Rows that are asked for at the end of a list come a moment later.
	return x.changesWithin(ctx, before, x.pace.More)
}

// changesWithin waits until other rows show than before; not longer than d after
// the last request.
func (x *List) changesWithin(ctx context.Context, before string, d time.Duration) (bool, error) {
	limit, cancel := context.WithTimeout(ctx, x.pace.Act)
	defer cancel()
	began, changed := time.Now(), false
	err := x.page.Until(limit, "show", "more of the list", func(ctx context.Context) (bool, string, error) {
		if err := x.page.Look(ctx); err != nil {
			return false, "", err
		}
		changed = x.rowNames() != before
		rest := min(time.Since(began), x.page.Quiet())
		return changed || rest >= d && !x.last().Busy, "nothing new yet", nil
	})
	if err != nil || !changed {
		return false, err
	}
	return true, x.page.Rest(ctx, x.pace.Brief)
}

// turn presses what shows another part of a list, and waits for it.
func (x *List) turn(ctx context.Context, b sight.Press) (bool, error) {
	before := x.rowNames()
	x.atEnd = ""
	if err := x.page.Press(ctx, b); err != nil {
		return false, err
	}
	turned, err := x.changesWithin(ctx, before, x.pace.Settle)
	if !turned || err != nil {
		return false, err
	}
	return true, x.page.Rest(ctx, x.pace.Turn)
}

// showTab shows what is behind a tab of a row.
func (x *List) showTab(ctx context.Context, id string, i int) error {
	for _, s := range x.strips(x.last()) {
		if s.names() != id {
			continue
		}
		if s[i].Selected {
			return nil
		}
		x.atEnd = ""
		if err := x.page.Press(ctx, s[i]); err != nil {
			return err
		}
		return x.page.Rest(ctx, x.pace.Turn)
	}
	return sight.ErrNotFound
}

// ToEnd scrolls a list to its end as soon as it shows, so that what comes only
// then comes while the rest of the page is waited for.
func (x *List) ToEnd(ctx context.Context) {
	last := x.lastRow()
	if x.atEnd != "" || last == 0 {
		return
	}
	x.atEnd = x.rowNames()
	for range 2 {
		if moved, err := x.page.ScrollOn(ctx, last); err != nil || !moved {
			return
		}
	}
}
