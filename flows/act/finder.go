package act

import (
	"context"
	"errors"
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plan"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// finder finds the control of a change as it is drawn now: a page may redraw it at any
// time, and may load itself again after a save.
type finder struct {
	visit  *page.Visit
	glance glancer
}

// readAgain reads the page as it is now. It does not wait for it to rest.
func (f finder) readAgain(ctx context.Context) {
	v := f.visit.View
	if _, err := v.Look(ctx, page.LookOptions{Act: true}); err != nil {
		return
	}
	f.visit.List.Rename(v.Readings)
}

// setting returns a setting as the last look has it, or nil.
func (f finder) setting(old *reading.Setting) *reading.Setting {
	for _, r := range f.visit.View.Readings {
		if r.Wish.Setting.ID == old.Wish.Setting.ID {
			return r
		}
	}
	return nil
}

// nearby looks again at a control and its row only, if that is enough, or else at the whole
// page.
func (f finder) nearby(ctx context.Context, c *plan.Control) (*reading.Part, error) {
	if r := f.setting(c.Reading); r != nil {
		if p, err := f.known(c); err == nil && f.glance.at(ctx, r, p) == nil {
			return f.known(c)
		}
	}
	return f.current(ctx, c)
}

// current looks again and returns a control as it is now.
func (f finder) current(ctx context.Context, c *plan.Control) (*reading.Part, error) {
	f.readAgain(ctx)
	p, err := f.known(c)
	if errors.Is(err, sight.ErrNotFound) {
		if q, _ := f.bring(ctx, c); q != nil {
			return q, nil
		}
	}
	return p, err
}

// known returns a control as the last look has it.
func (f finder) known(c *plan.Control) (*reading.Part, error) {
	r := f.setting(c.Reading)
	if r == nil {
		return nil, sight.ErrNotFound
	}
	for _, p := range r.Parts {
		if p.Key != c.Read.Key {
			continue
		}
		if !p.Found {
			return nil, fmt.Errorf("%w: %s", kindOf(p.Result), p.Detail)
		}
		return p, nil
	}
	return nil, fmt.Errorf("%q: %w", c.Read.Key, sight.ErrNotFound)
}

func kindOf(r outcome.Result) error {
	switch r {
	case outcome.Ambiguous:
		return sight.ErrAmbiguous
	case outcome.Unreadable:
		return sight.ErrUnreadable
	case outcome.Disabled:
		return sight.ErrDisabled
	}
	return sight.ErrNotFound
}

// bring scrolls until a control of a list shows.
func (f finder) bring(ctx context.Context, c *plan.Control) (*reading.Part, error) {
	if !f.visit.List.Walked() || c.Reading.Wish.Setting.Kind != selectors.List {
		return nil, sight.ErrNotFound
	}
	var part *reading.Part
	err := f.visit.List.Seek(ctx, func() bool {
		found, err := f.known(c)
		if err == nil {
			part = found
		}
		return err == nil
	})
	if errors.Is(err, sight.ErrNotFound) {
		return nil, fmt.Errorf("%q: %w", c.Read.Key, err)
	}
	return part, err
}

// refreshHere updates the controls of changes after another part of a list was opened.
func (f finder) refreshHere(here []*plan.Control) {
	if !f.visit.List.Walked() {
		return
	}
	f.refresh(here)
}

// refreshAfterSave updates the controls of changes after a save. The save may have loaded the
// page again, or closed the section or dialog with the controls; then the page is opened
// again as at first.
func (f finder) refreshAfterSave(ctx context.Context, here []*plan.Control) {
	v := f.visit
	if v.List.Walked() {
		return
	}
	f.readAgain(ctx)
	if f.refresh(here) {
		return
	}
	if err := v.Reopen(ctx); err != nil {
		v.Env.Log.Debug("page not opened again", "page", v.View.Page.ID, "error", err)
	}
	f.refresh(here)
}

// refresh updates the controls of changes from the last look. It says whether all of them
// are there.
func (f finder) refresh(here []*plan.Control) bool {
	all := true
	for _, c := range here {
		p, err := f.known(c)
		if err != nil {
			all = false
			continue
		}
		c.Match = p.Match
	}
	return all
}
