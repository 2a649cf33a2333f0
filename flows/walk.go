package flows

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// The bounds of a list. A longer one is not read whole, and said not to be.
const (
	maxRows  = 2000
	maxPages = 200
)

// survey reads what a page with a list does not show at once: what is behind its
// tabs, on the further pages of the list, and below its end. It presses only
// what shows something.
func (v *visit) survey(ctx context.Context) {
	if v.last == nil || !v.hasList() {
		return
	}
	w := newWalk(v)
	w.tour(ctx, reading.Place{}, nil)
	if len(w.order) < 2 && !w.moved && w.incomplete() == "" {
		return
	}
	v.list.walk = w
	w.confirm(ctx)
	v.readings, v.claims = w.merged()
}

func (v *visit) hasList() bool {
	for _, w := range v.wishes {
		if w.Setting.Kind == selectors.List {
			return true
		}
	}
	return false
}

// tour goes to every place of the page from here on. rows of tabs that led here
// are not gone through again.
func (w *walk) tour(ctx context.Context, at reading.Place, through []string) {
	w.openPanels(ctx)
	for _, s := range w.v.strips(w.v.last) {
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
			err := w.v.openTab(ctx, id, i)
			if err == nil && w.v.list.exclusive && s[i].Expanded != "" && !w.v.isOpen(s[i].Title()) {
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

// openPanels opens what is closed of a list, and notes where it cannot.
func (w *walk) openPanels(ctx context.Context) {
	if err := w.unfoldPanels(ctx); err != nil {
		w.partly(fmt.Sprintf("what is closed could not be opened: %v", err))
	}
}

// pages goes through the pages of a list from the first.
func (w *walk) pages(ctx context.Context, at reading.Place) {
	v := w.v
	for n := 0; ; n++ {
		at.Page = n
		w.order = append(w.order, at)
		w.openPanels(ctx)
		w.unfold(ctx, at)
		w.unroll(ctx, at)
		w.count(at)
		w.read[at.Key("")] = time.Now()
		p := v.pagerOf(v.last, v.rowPaths())
		next, why := w.next(p, at)
		switch {
		case why != "":
			w.partly(why)
			return
		case next == nil:
			return
		case v.list.exclusive:
			w.partly("it has several pages, on which one part opens at a time")
			return
		case n == maxPages:
			w.partly(fmt.Sprintf("it has more than %d pages", maxPages))
			return
		}
		w.moved = true
		turned, err := v.turn(ctx, *next)
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

// unfold presses what adds to the list until it is gone.
func (w *walk) unfold(ctx context.Context, at reading.Place) {
	v := w.v
	for range maxPages {
		p := v.pagerOf(v.last, v.rowPaths())
		more := p.more
		if more == nil || more.Disabled || w.rows(at.Tabs) > maxRows {
			return
		}
		w.moved, w.unfolds = true, true
		turned, err := v.turn(ctx, *more)
		if turned {
			continue
		}
		if again := v.pagerOf(v.last, v.rowPaths()).more; again == nil && err == nil || p.far {
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
	v := w.v
	if v.rowNames() == "" || v.list.atEnd == v.rowNames() {
		w.collect(at)
		return
	}
	if _, err := v.tab.ScrollBack(ctx, v.lastRow()); err == nil {
		_ = v.calm(ctx, v.pace.brief())
	}
	for idle := 0; idle < 3; {
		before, had := v.rowSet(), w.rows(at.Tabs)
		w.collect(at)
		if w.rows(at.Tabs) > maxRows {
			w.partly(fmt.Sprintf("it has more than %d rows", maxRows))
			return
		}
		grew, err := v.advance(ctx)
		switch {
		case err != nil:
			w.partly(fmt.Sprintf("it could not be scrolled on: %v", err))
			return
		case !grew:
			return
		case v.rowNames() == "":
			w.partly("it went blank when it was scrolled on")
			return
		case !shares(before, v.rowSet()):
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
func (v *visit) advance(ctx context.Context) (bool, error) {
	before := v.rowNames()
	v.list.atEnd = ""
	scrolled := false
	for range 2 { // to the last row, and to the very end
		moved, err := v.tab.ScrollOn(ctx, v.lastRow())
		if err != nil {
			return false, err
		}
		if err := v.readHere(ctx); err != nil {
			return false, err
		}
		scrolled = scrolled || moved
		if v.rowNames() != before {
			return true, v.calm(ctx, v.pace.Look)
		}
	}
	if !scrolled {
		return false, nil
	}
	// Rows that are asked for at the end of a list come a moment later.
	return v.changesWithin(ctx, before, v.pace.more())
}

// changesWithin waits until other rows show than before; not longer than d after
// the last request.
func (v *visit) changesWithin(ctx context.Context, before string, d time.Duration) (bool, error) {
	limit, cancel := context.WithTimeout(ctx, v.pace.Act)
	defer cancel()
	began, changed := time.Now(), false
	err := v.until(limit, "show", "more of the list", func(ctx context.Context) (bool, string, error) {
		if err := v.readHere(ctx); err != nil {
			return false, "", err
		}
		changed = v.rowNames() != before
		rest := min(time.Since(began), v.tab.Quiet())
		return changed || rest >= d && !v.last.Busy, "nothing new yet", nil
	})
	if err != nil || !changed {
		return false, err
	}
	return true, v.calm(ctx, v.pace.brief())
}

// turn presses what shows another part of a list, and waits for it.
func (v *visit) turn(ctx context.Context, b sight.Press) (bool, error) {
	before := v.rowNames()
	v.list.atEnd = ""
	if err := v.tab.Reveal(ctx, b.Ref, v.last.Origin, b.Title()); err != nil {
		return false, err
	}
	turned, err := v.changesWithin(ctx, before, v.pace.Settle)
	if !turned || err != nil {
		return false, err
	}
	return true, v.calm(ctx, v.pace.turn())
}

// openTab shows what is behind a tab of a row.
func (v *visit) openTab(ctx context.Context, id string, i int) error {
	for _, s := range v.strips(v.last) {
		if s.names() != id {
			continue
		}
		if s[i].Selected {
			return nil
		}
		v.list.atEnd = ""
		if err := v.tab.Reveal(ctx, s[i].Ref, v.last.Origin, s[i].Title()); err != nil {
			return err
		}
		return v.calm(ctx, v.pace.turn())
	}
	return sight.ErrNotFound
}

// readHere reads what shows now.
func (v *visit) readHere(ctx context.Context) error {
	_, err := v.look(ctx, glance{text: true, rest: true, act: true})
	return err
}

// calm waits until what shows has been the same for d, with no request under
// way. Nothing at all, and what may still be drawn after an answer, is waited
// for as long as the first part of the page was.
func (v *visit) calm(ctx context.Context, d time.Duration) error {
	limit, cancel := context.WithTimeout(ctx, v.pace.Act)
	defer cancel()
	v.rest.stirred()
	return v.until(limit, "read", "the rest of the list", func(ctx context.Context) (bool, string, error) {
		if err := v.readHere(ctx); err != nil {
			return false, "", err
		}
		enough := d
		if v.shown() == 0 || v.tab.Answered().After(v.rest.changed) {
			enough = v.pace.Settle
		}
		return min(time.Since(v.rest.changed), v.tab.Quiet()) >= enough && !v.last.Busy, "not yet at rest", nil
	})
}

// toEnd scrolls a list to its end as soon as it shows, so that what comes only
// then comes while the rest of the page is waited for.
func (v *visit) toEnd(ctx context.Context) {
	last := v.lastRow()
	if v.list.atEnd != "" || last == 0 {
		return
	}
	v.list.atEnd = v.rowNames()
	for range 2 {
		if moved, err := v.tab.ScrollOn(ctx, last); err != nil || !moved {
			return
		}
	}
}
