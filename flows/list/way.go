package list

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// way leads back to the places of a list that was gone through. How to get there is known
// from the walk.
type way struct {
	mover *mover
	found *inventory
	// here is the place that shows.
	here reading.Place
	// more says that the button for more rows has to be pressed.
	more   bool
	panels panels
	log    *slog.Logger
}

// goTo shows a place.
func (y *way) goTo(ctx context.Context, at reading.Place) error {
	err := y.mover.page.Look(ctx)
	if err == nil {
		err = y.reach(ctx, at)
	}
	if err != nil && ctx.Err() == nil {
		y.log.Debug("loading the page anew", "to reach", at.String(), "because", err)
		if err = y.mover.page.Reload(ctx); err == nil {
			err = y.reach(ctx, at)
		}
	}
	if err != nil {
		return fmt.Errorf("go to %s: %w", at, err)
	}
	y.here = at
	y.rename(y.mover.page.Shows().Readings)
	return nil
}

// rename gives the rows that show the names that they have in the whole list.
func (y *way) rename(readings []*reading.Setting) { y.found.rename(readings, y.here) }

// reach goes to a place from wherever the list is.
func (y *way) reach(ctx context.Context, at reading.Place) error {
	m := y.mover
	if err := m.showTabs(ctx, at.Tabs); err != nil {
		return err
	}
	if y.more {
		if _, why := m.showMore(ctx); why != "" {
			return errors.New(why)
		}
	}
	for range 2 * maxPages {
		if err := y.reopenPanels(ctx); err != nil {
			return err
		}
		page, known := y.found.pageOf(m.page.Shows().Readings, at)
		if !known || page == at.Page {
			return nil
		}
		press := m.pager().toward(at.Page, page)
		if press == nil {
			return fmt.Errorf("page %d of the list: %w", at.Page+1, sight.ErrNotFound)
		}
		if turned, err := m.turn(ctx, *press); err != nil || !turned {
			return errors.Join(fmt.Errorf("page %d of the list does not show", at.Page+1), err)
		}
	}
	return errors.New("the pages of the list lead nowhere")
}

// reopenPanels opens panels that were opened before and are closed again because the page
// was loaded, or drawn, anew.
func (y *way) reopenPanels(ctx context.Context) error {
	m := y.mover
	if !y.panels.hold || m.layout.exclusive || y.panels.explain && len(m.visible()) > 0 {
		return nil
	}
	// Panels that only explained rows before may hold some now.
	_, err := m.openPanels(ctx, &panels{})
	return err
}

// seek scrolls the list until a row shows: first on from here, then from the beginning.
func (y *way) seek(ctx context.Context, shows func() bool) error {
	if err := y.reopenPanels(ctx); err != nil {
		return err
	}
	if found, err := y.scrollTo(ctx, shows); found || err != nil {
		return err
	}
	if err := y.mover.scrollBack(ctx); err != nil {
		return err
	}
	if err := y.mover.page.Rest(ctx, y.mover.pace.Look); err != nil {
		return err
	}
	if found, err := y.scrollTo(ctx, shows); found || err != nil {
		return err
	}
	return sight.ErrNotFound
}

// scrollTo scrolls on from here until a row shows, or until nothing new does.
func (y *way) scrollTo(ctx context.Context, shows func() bool) (found bool, err error) {
	for idle := 0; idle < 2 && ctx.Err() == nil; {
		y.rename(y.mover.page.Shows().Readings)
		if shows() {
			return true, nil
		}
		before := y.mover.visible().names()
		grew, err := y.mover.advance(ctx)
		if err != nil || !grew {
			return false, err
		}
		idle++
		if y.mover.visible().names() != before {
			idle = 0
		}
	}
	return false, nil
}
