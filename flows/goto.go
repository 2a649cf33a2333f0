package flows

import (
	"context"
	"errors"
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// goTo brings a place of the page to light again, loading the page anew where
// there is no other way back to it.
func (v *visit) goTo(ctx context.Context, at reading.Place) error {
	if v.list.walk == nil {
		return nil
	}
	err := v.readHere(ctx)
	if err == nil {
		err = v.reach(ctx, at)
	}
	if err != nil && ctx.Err() == nil {
		v.log.Debug("loading the page anew", "to reach", at.String(), "because", err)
		if err = v.reopen(ctx); err == nil {
			err = v.reach(ctx, at)
		}
	}
	if err != nil {
		return fmt.Errorf("go to %s: %w", at, err)
	}
	v.list.here = at
	v.list.walk.rename(v.readings, at)
	return nil
}

func (v *visit) reach(ctx context.Context, at reading.Place) error {
	used := map[string]bool{}
	for _, tab := range at.Tabs {
		id, i := v.tabCalled(tab, used)
		if id == "" {
			return fmt.Errorf("the tab %q: %w", tab, sight.ErrNotFound)
		}
		used[id] = true
		if err := v.openTab(ctx, id, i); err != nil {
			return err
		}
	}
	if v.list.walk.unfolds {
		again := newWalk(v)
		if again.unfold(ctx, at); again.short != "" {
			return errors.New(again.short)
		}
	}
	for range 2 * maxPages {
		if err := v.reopenPanels(ctx); err != nil {
			return err
		}
		page, known := v.pageShown(at)
		if !known || page == at.Page {
			return nil
		}
		p := v.pagerOf(v.last, v.rowPaths())
		press := p.next
		if b, ok := p.numbers[at.Page+1]; ok {
			press = &b
		} else if page > at.Page || press == nil || press.Disabled {
			return fmt.Errorf("page %d of the list: %w", at.Page+1, sight.ErrNotFound)
		}
		if turned, err := v.turn(ctx, *press); err != nil || !turned {
			return errors.Join(fmt.Errorf("page %d of the list does not show", at.Page+1), err)
		}
	}
	return errors.New("the pages of the list lead nowhere")
}

// reopenPanels opens what was opened before and is closed again: the page was
// loaded, or drawn, anew.
func (v *visit) reopenPanels(ctx context.Context) error {
	if !v.list.walk.panels || v.list.exclusive || v.list.walk.explained && len(v.rowParts()) > 0 || len(closed(v.panels(v.last))) == 0 {
		return nil
	}
	return newWalk(v).unfoldPanels(ctx)
}

func (v *visit) tabCalled(name string, used map[string]bool) (id string, i int) {
	for _, s := range v.strips(v.last) {
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
func (v *visit) pageShown(at reading.Place) (page int, known bool) {
	best := 0
	for _, p := range v.list.walk.order {
		if reading.Key(p.Tabs) != reading.Key(at.Tabs) {
			continue
		}
		n := 0
		for _, r := range v.readings {
			l := v.list.walk.lists[r.Wish.Setting.ID]
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

// reopen loads the page anew and waits until it has come to rest.
func (v *visit) reopen(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, v.pace.Page)
	defer cancel()
	if status, detail := v.open(ctx, v.page.URL); status != "" {
		return errors.New(detail)
	}
	return v.until(ctx, "read", "the "+v.page.Title+" page", func(ctx context.Context) (bool, string, error) {
		end, err := v.step(ctx)
		if end != nil && end.halted {
			return false, "", errors.New(end.detail)
		}
		return end != nil, v.rest.problem, err
	})
}

// bring scrolls a list until a row of it that is out of sight shows: on from
// here, and then from its beginning.
func (v *visit) bring(ctx context.Context, c *control) (*reading.Part, error) {
	if v.list.walk == nil || c.reading.Wish.Setting.Kind != selectors.List {
		return nil, sight.ErrNotFound
	}
	if err := v.reopenPanels(ctx); err != nil {
		return nil, err
	}
	for pass := range 2 {
		if pass == 1 {
			if _, err := v.tab.ScrollBack(ctx, v.lastRow()); err != nil {
				return nil, err
			}
			if err := v.calm(ctx, v.pace.Look); err != nil {
				return nil, err
			}
		}
		for idle := 0; idle < 2 && ctx.Err() == nil; {
			v.list.walk.rename(v.readings, v.list.here)
			if p, err := v.known(ctx, c); err == nil {
				return p, nil
			}
			before := v.rowNames()
			grew, err := v.advance(ctx)
			if err != nil {
				return nil, err
			}
			if !grew {
				break
			}
			idle++
			if v.rowNames() != before {
				idle = 0
			}
		}
	}
	return nil, fmt.Errorf("%q: %w", c.read.Key, sight.ErrNotFound)
}

// herePart picks, of the changes still to be made, those at the place of the
// first of them.
func (v *visit) herePart(all []*control) (here []*control) {
	for _, c := range all {
		if c.read.At.Same(all[0].read.At) {
			here = append(here, c)
		}
	}
	return here
}

// meetHere gives changes the controls as they are drawn now.
func (v *visit) meetHere(ctx context.Context, here []*control) {
	if v.list.walk == nil {
		return
	}
	v.meet(ctx, here)
}

// meetSaved does so after a save, which may have loaded the page anew or closed
// the section or dialog that shows them: then it is opened as at first.
func (v *visit) meetSaved(ctx context.Context, here []*control) {
	if v.list.walk != nil {
		return
	}
	v.readAgain(ctx)
	if v.meet(ctx, here) {
		return
	}
	if err := v.reopen(ctx); err != nil {
		v.log.Debug("page not opened again", "page", v.page.ID, "error", err)
	}
	v.meet(ctx, here)
}

// meet says whether all of them are there.
func (v *visit) meet(ctx context.Context, here []*control) bool {
	all := true
	for _, c := range here {
		p, err := v.known(ctx, c)
		if err != nil {
			all = false
			continue
		}
		c.match = p.Match
	}
	return all
}
