package list

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// walk is the first tour of all places of a page. It fills the inventory, and learns how
// to get to each place.
type walk struct {
	mover *mover
	found *inventory
	// moved says that something had to be done to see everything, more that the button
	// for more rows had to be pressed.
	moved, more bool
	panels      panels
}

// tour goes to every place that can be reached from here. It does not go through rows of
// tabs again that have led here.
func (w *walk) tour(ctx context.Context, at reading.Place, through []string) {
	w.openPanels(ctx)
	for _, s := range w.mover.layout.tabs(w.mover.look()) {
		names := s.names()
		if slices.Contains(through, names) {
			continue
		}
		if s.alike() {
			w.found.partly(fmt.Sprintf("several parts of it are called %q, and one shows at a time", s[0].Title()))
			continue
		}
		through = append(through[:len(through):len(through)], names)
		w.moved = true
		for i, tab := range s {
			if err := w.openTab(ctx, names, i, tab); err != nil {
				w.found.partly(fmt.Sprintf("%q could not be opened: %v", tab.Title(), err))
				continue
			}
			w.tour(ctx, at.Behind(tab.Title()), through)
		}
		return
	}
	w.pages(ctx, at)
}

// openTab shows what is behind a tab. The tab may be a panel, if only one can be open at
// a time.
func (w *walk) openTab(ctx context.Context, names string, i int, tab sight.Press) error {
	if err := w.mover.showTab(ctx, names, i); err != nil {
		return err
	}
	if !w.mover.layout.exclusive || tab.Expanded == "" {
		return nil
	}
	if !slices.ContainsFunc(w.mover.layout.open(w.mover.look()), func(b sight.Press) bool { return b.Title() == tab.Title() }) {
		return errors.New("it stays closed")
	}
	return nil
}

// openPanels opens the closed panels of a list, and notes if that fails.
func (w *walk) openPanels(ctx context.Context) {
	pressed, err := w.mover.openPanels(ctx, &w.panels)
	w.moved = w.moved || pressed
	if err != nil {
		w.found.partly(fmt.Sprintf("what is closed could not be opened: %v", err))
	}
}

// pages goes through the pages of a list, beginning with the first.
func (w *walk) pages(ctx context.Context, at reading.Place) {
	for n := 0; ; n++ {
		at.Page = n
		w.found.order = append(w.found.order, at)
		w.read(ctx, at)
		p := w.mover.pager()
		next, why := p.after(n, w.found.behind(at.Tabs), w.found.total(at.Tabs))
		switch {
		case why != "":
			w.found.partly(why)
			return
		case next == nil:
			return
		case w.mover.layout.exclusive:
			w.found.partly("it has several pages, on which one part opens at a time")
			return
		case n == maxPages:
			w.found.partly(fmt.Sprintf("it has more than %d pages", maxPages))
			return
		}
		w.moved = true
		turned, err := w.mover.turn(ctx, *next)
		switch {
		case turned:
			continue
		case err == nil && p.numbered() && len(p.numbers) == n+1:
			return // the last number, and "Next" leads nowhere
		case err == nil:
			err = errors.New("it shows nothing new")
		}
		w.found.partly(fmt.Sprintf("after page %d, %q was pressed: %v", n+1, next.Title(), err))
		return
	}
}

// read reads all rows that are at one place.
func (w *walk) read(ctx context.Context, at reading.Place) {
	w.openPanels(ctx)
	if w.found.behind(at.Tabs) <= maxRows {
		pressed, why := w.mover.showMore(ctx)
		w.moved, w.more = w.moved || pressed, w.more || pressed
		w.found.partly(why)
	}
	w.unroll(ctx, at)
	w.found.partly(w.mover.layout.mayLead(w.mover.look(), w.mover.visible().paths()))
	w.found.count(at, w.mover.look().Text)
	w.found.read[at.Key("")] = time.Now()
}

// unroll scrolls a list on until no more rows come. It remembers rows that leave the page
// on the way.
func (w *walk) unroll(ctx context.Context, at reading.Place) {
	m := w.mover
	if rows := m.visible().names(); rows == "" || rows == m.atEnd {
		w.collect(at)
		return
	}
	if err := m.scrollBack(ctx); err == nil {
		_ = m.page.Rest(ctx, m.pace.Brief)
	}
	for idle := 0; idle < 3; {
		before, had := m.visible(), w.found.behind(at.Tabs)
		w.collect(at)
		if w.found.behind(at.Tabs) > maxRows {
			w.found.partly(fmt.Sprintf("it has more than %d rows", maxRows))
			return
		}
		grew, err := m.advance(ctx)
		switch {
		case err != nil:
			w.found.partly(fmt.Sprintf("it could not be scrolled on: %v", err))
			return
		case !grew:
			return
		case len(m.visible()) == 0:
			w.found.partly("it went blank when it was scrolled on")
			return
		case !m.visible().sharesName(before):
			w.found.partly("rows of it may have been jumped over")
			return
		}
		w.moved = true
		idle++
		if w.found.behind(at.Tabs) > had {
			idle = 0
		}
	}
}

// collect keeps what shows now.
func (w *walk) collect(at reading.Place) {
	w.found.collect(w.mover.page, at, w.mover.layout.exclusive)
	w.mover.page.Count(w.found.rows())
}
