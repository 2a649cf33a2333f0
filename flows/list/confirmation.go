package list

import (
	"context"
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// confirm goes through all places a second time. No value is believed before two
// readings of it agree that are as far apart as a page needs to settle; to wait
// that long at every place would make long lists take minutes. So each place is
// rested at for a moment only, and read once more when all have been read. What
// differs then is watched for the whole time.
//
// A place that draws its rows anew whenever it is gone to might paint the same
// wrong values twice. So the first one that was drawn by a press of ours is
// watched for the whole time, and where values came late there, all are.
func confirm(ctx context.Context, y *way) {
	c := &confirmation{way: y, mover: y.mover, found: y.found}
	for i, at := range y.found.order {
		met := map[*reading.Part]bool{}
		if err := c.place(ctx, i, at, met); err != nil {
			y.log.Debug("not read a second time", "place", at.String(), "error", err)
			c.doubt(at, met, err)
		}
	}
}

// confirmation is the second tour. It corrects the inventory.
type confirmation struct {
	way   *way
	mover *mover
	found *inventory
	// watched says that one place was watched for the whole time, and slow that
	// its values came late.
	watched, slow bool
}

// place reads a place once more. met collects the parts that were met again.
func (c *confirmation) place(ctx context.Context, i int, at reading.Place, met map[*reading.Part]bool) error {
	if len(c.unmet(at, met)) == 0 {
		return nil // nothing was found there
	}
	opened := c.mover.page.Shows().Opened
	if err := c.way.goTo(ctx, at); err != nil {
		return err
	}
	if err := c.mover.page.Look(ctx); err != nil {
		return err
	}
	loaded := c.mover.page.Shows().Opened != opened && i == 0 && !c.way.more // the page was waited for as a whole
	whole := len(c.unmet(at, c.here(at))) == 0
	if !whole {
		if err := c.mover.scrollBack(ctx); err != nil {
			return err
		}
	}
	if err := c.rest(ctx, at, loaded, whole); err != nil {
		return err
	}
	if err := c.compare(ctx, at, met); err != nil || whole {
		return err
	}
	return c.rescroll(ctx, at, met)
}

// rest waits at a place, and the first time for long enough to see whether values
// come late. To go there was to wait briefly already; drawn says that the rows have
// not been drawn again since.
func (c *confirmation) rest(ctx context.Context, at reading.Place, loaded, drawn bool) error {
	page, pace := c.mover.page, c.mover.pace
	if !drawn {
		if err := page.Rest(ctx, pace.Turn); err != nil {
			return err
		}
	}
	left := pace.left(c.found.read[at.Key("")])
	switch {
	case c.slow:
		left = pace.Rest
	case !c.watched && !loaded:
		left = max(left, pace.afterTurn())
	}
	if left <= 0 {
		return nil
	}
	was := page.Shows().Signature
	if err := page.Rest(ctx, left); err != nil {
		return err
	}
	c.watched = c.watched || !loaded
	c.slow = c.slow || page.Shows().Signature != was
	return nil
}

// rescroll goes through a list of which only a part is drawn.
func (c *confirmation) rescroll(ctx context.Context, at reading.Place, met map[*reading.Part]bool) error {
	for idle := 0; idle < 3 && len(c.unmet(at, met)) > 0; {
		n := len(met)
		grew, err := c.mover.advance(ctx)
		if err == nil && grew && c.slow {
			err = c.mover.page.Rest(ctx, c.mover.pace.Rest)
		}
		if err == nil && grew {
			err = c.compare(ctx, at, met)
		}
		if err != nil {
			return err
		}
		if !grew {
			break
		}
		if idle++; len(met) > n {
			idle = 0
		}
	}
	if left := c.unmet(at, met); len(left) > 0 {
		return fmt.Errorf("%q: %w", left[0].Key, sight.ErrNotFound)
	}
	return nil
}

// compare holds what shows against what was read here before. What differs is
// watched, and then believed.
func (c *confirmation) compare(ctx context.Context, at reading.Place, met map[*reading.Part]bool) error {
	if c.differs(at) {
		if err := c.mover.page.Rest(ctx, c.mover.pace.Rest); err != nil {
			return err
		}
		c.adopt(at)
	}
	for p := range c.here(at) {
		met[p] = true
	}
	return nil
}

// each calls do for every part that shows, with what is remembered of it: nil
// where it was not seen before.
func (c *confirmation) each(at reading.Place, do func(now, before *reading.Part)) {
	for _, r := range c.mover.page.Shows().Readings {
		id := r.Wish.Setting.ID
		if r.Wish.Setting.Kind == selectors.List {
			for _, now := range r.Parts {
				if now.Found {
					do(now, c.found.lists[id].find(at, now.Key))
				}
			}
			continue
		}
		if s := c.found.singles[id]; s != nil && len(s.Parts) == len(r.Parts) {
			for i, before := range s.Parts {
				if before.At.Same(at) {
					do(r.Parts[i], before)
				}
			}
		}
	}
}

func (c *confirmation) differs(at reading.Place) bool {
	out := false
	c.each(at, func(now, before *reading.Part) {
		out = out || before == nil || before.Value != now.Value && before.Result != outcome.Unreadable
	})
	return out
}

// adopt takes over what a place shows now. A row that has come since is among it; it
// has rested, too.
func (c *confirmation) adopt(at reading.Place) {
	c.each(at, func(now, before *reading.Part) {
		if before == nil || before.Result == outcome.Unreadable && before.Found {
			return
		}
		c.way.log.Debug("reads otherwise the second time", "control", now.Key, "before", before.Value, "now", now.Value)
		before.Update(now)
	})
	c.found.collect(c.mover.page, at, c.mover.layout.exclusive)
}

// here are the remembered parts that show now.
func (c *confirmation) here(at reading.Place) map[*reading.Part]bool {
	out := map[*reading.Part]bool{}
	c.each(at, func(_, before *reading.Part) {
		if before != nil {
			out[before] = true
		}
	})
	return out
}

// unmet are the parts of a place that were found there and not met again.
func (c *confirmation) unmet(at reading.Place, met map[*reading.Part]bool) []*reading.Part {
	var out []*reading.Part
	for _, l := range c.found.lists {
		for _, p := range l.parts {
			if p.At.Same(at) && !met[p] {
				out = append(out, p)
			}
		}
	}
	for _, r := range c.found.singles {
		for _, p := range r.Parts {
			if p.Found && p.At.Same(at) && !met[p] {
				out = append(out, p)
			}
		}
	}
	return out
}

// doubt takes back the values of a place that were read only once.
func (c *confirmation) doubt(at reading.Place, met map[*reading.Part]bool, why error) {
	for _, p := range c.unmet(at, met) {
		p.MarkUnreadable(fmt.Sprintf("it was not to be read a second time: %v", why))
	}
}
