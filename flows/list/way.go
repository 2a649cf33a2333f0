package list

import (
	"context"
	"errors"
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// GoTo brings a place of the page to light again, loading the page anew where
// there is no other way back to it.
func (x *List) GoTo(ctx context.Context, at reading.Place) error {
	if x.walk == nil {
		return nil
	}
	err := x.page.Look(ctx)
	if err == nil {
		err = x.reach(ctx, at)
	}
	if err != nil && ctx.Err() == nil {
		x.log.Debug("loading the page anew", "to reach", at.String(), "because", err)
		if err = x.page.Reload(ctx); err == nil {
			err = x.reach(ctx, at)
		}
	}
	if err != nil {
		return fmt.Errorf("go to %s: %w", at, err)
	}
	x.here = at
	x.walk.rename(x.readings(), at)
	return nil
}

func (x *List) reach(ctx context.Context, at reading.Place) error {
	used := map[string]bool{}
	for _, tab := range at.Tabs {
		id, i := x.tabCalled(tab, used)
		if id == "" {
			return fmt.Errorf("the tab %q: %w", tab, sight.ErrNotFound)
		}
		used[id] = true
		if err := x.showTab(ctx, id, i); err != nil {
			return err
		}
	}
	if x.walk.more {
		again := newWalk(x)
		if again.showMore(ctx, at); again.short != "" {
			return errors.New(again.short)
		}
	}
	for range 2 * maxPages {
		if err := x.reopenPanels(ctx); err != nil {
			return err
		}
		page, known := x.pageShown(at)
		if !known || page == at.Page {
			return nil
		}
		p := x.pagerOf(x.last(), x.rowPaths())
		press := p.next
		if b, ok := p.numbers[at.Page+1]; ok {
			press = &b
		} else if page > at.Page || press == nil || press.Disabled {
			return fmt.Errorf("page %d of the list: %w", at.Page+1, sight.ErrNotFound)
		}
		if turned, err := x.turn(ctx, *press); err != nil || !turned {
			return errors.Join(fmt.Errorf("page %d of the list does not show", at.Page+1), err)
		}
	}
	return errors.New("the pages of the list lead nowhere")
}

// reopenPanels opens what was opened before and is closed again: the page was
// loaded, or drawn, anew.
func (x *List) reopenPanels(ctx context.Context) error {
	if !x.walk.panels || x.exclusive || x.walk.explained && len(x.rowParts()) > 0 || len(closed(x.panels(x.last()))) == 0 {
		return nil
	}
	return newWalk(x).openPanels(ctx)
}

func (x *List) tabCalled(name string, used map[string]bool) (id string, i int) {
	for _, s := range x.strips(x.last()) {
		if used[s.names()] {
			continue
		}
		for i := range s {
			if s[i].Title() == name {
				return s.names(), i
			}
		}
	}
	return "", 0
}

// pageShown tells by its rows which page of the list shows, behind the tabs of a
// place.
func (x *List) pageShown(at reading.Place) (page int, known bool) {
	best := 0
	for _, p := range x.walk.order {
		if reading.Key(p.Tabs) != reading.Key(at.Tabs) {
			continue
		}
		n := 0
		for _, r := range x.readings() {
			l := x.walk.lists[r.Wish.Setting.ID]
			for _, row := range r.Parts {
				if l != nil && l.at[p.Key(row.Key)] != nil {
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

// Seek scrolls a list until a row of it that is out of sight shows: on from here, and
// then from its beginning. shows says whether the row does.
func (x *List) Seek(ctx context.Context, shows func() bool) error {
	if err := x.reopenPanels(ctx); err != nil {
		return err
	}
	for pass := range 2 {
		if pass == 1 {
			if _, err := x.page.ScrollBack(ctx, x.lastRow()); err != nil {
				return err
			}
			if err := x.page.Rest(ctx, x.pace.Look); err != nil {
				return err
			}
		}
		for idle := 0; idle < 2 && ctx.Err() == nil; {
			x.Rename(x.readings())
			if shows() {
				return nil
			}
			before := x.rowNames()
			grew, err := x.advance(ctx)
			if err != nil {
				return err
			}
			if !grew {
				break
			}
			idle++
			if x.rowNames() != before {
				idle = 0
			}
		}
	}
	return sight.ErrNotFound
}
