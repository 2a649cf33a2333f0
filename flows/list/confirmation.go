package list

import (
	"context"
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// confirm goes through all places a second time. A value is believed only if two readings
// of it agree that are as far apart as a page needs to come to rest. To wait that long at
// every place would make long lists take minutes. So each place gets a short rest, and is
// read once more when all have been read. What differs then is watched for the whole rest
// time.
//
// A place that is redrawn on every visit may show the same placeholder values twice. So
// the first place reached by a press is watched for the whole rest time; if its values
// change then, every place is.
func confirm(ctx context.Context, y *way) {
	c := &confirmation{way: y, mover: y.mover, found: y.found}
	for i, at := range y.found.order {
		met := map[*reading.Part]bool{}
		if err := c.place(ctx, i, at, met); err != nil {
			y.log.Debug("not read a second time", "place", at.String(), "error", err)
			c.discard(at, met, err)
		}
	}
}

// confirmation is the second tour. It corrects the inventory.
type confirmation struct {
	way   *way
	mover *mover
	found *inventory
	// watched says that one place was watched for the whole rest time, and slow that its
	// values changed then.
	watched, slow bool
}

// place reads a place once more. met collects the parts that were found again.
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
	loaded := c.mover.page.Shows().Opened != opened && i == 0 && !c.way.more // loading the page has waited for all of it
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

// rest waits at a place; at the first one long enough to see late values. drawn says that
// the rows were not redrawn since goTo waited.
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

// rescroll scrolls through a list of which only a part is drawn.
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

// compare compares what shows with what was read here before. If it differs, it is
// watched for the whole rest time, and then believed.
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

// each calls do for every part that shows, with the part that was read before; nil if it
// was not seen before.
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

// adopt takes over what a place shows now. That includes rows that were not there before:
// they have rested, too.
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

// here returns the parts read before that show now.
func (c *confirmation) here(at reading.Place) map[*reading.Part]bool {
	out := map[*reading.Part]bool{}
	c.each(at, func(_, before *reading.Part) {
		if before != nil {
			out[before] = true
		}
	})
	return out
}

// unmet returns the parts that were found at a place and not met again.
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

// discard removes the values of a place that were read only once.
func (c *confirmation) discard(at reading.Place, met map[*reading.Part]bool, why error) {
	for _, p := range c.unmet(at, met) {
		p.MarkUnreadable(fmt.Sprintf("it was not to be read a second time: %v", why))
	}
}
