package flows

import (
	"context"
	"fmt"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
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
func (w *walk) confirm(ctx context.Context) {
	c := &confirmation{walk: w}
	for i, at := range w.order {
		met := map[*part]bool{}
		if err := c.place(ctx, i, at, met); err != nil {
			w.v.log.Debug("not read a second time", "place", at.String(), "error", err)
			c.doubt(at, met, err)
		}
	}
}

// confirmation is a second walk.
type confirmation struct {
	*walk
	// watched says that one place was watched for the whole time, and slow that
	// its values came late.
	watched, slow bool
}

// place reads a place once more. met collects the parts that were met again.
func (c *confirmation) place(ctx context.Context, i int, at place, met map[*part]bool) error {
	v := c.v
	if len(c.unmet(at, met)) == 0 {
		return nil // nothing was found there
	}
	opened := v.rest.opened
	if err := v.goTo(ctx, at); err != nil {
		return err
	}
	if err := v.readHere(ctx); err != nil {
		return err
	}
	loaded := v.rest.opened != opened && i == 0 && !c.more // the page was waited for as a whole
	whole := len(c.unmet(at, c.here(at))) == 0
	if !whole {
		if _, err := v.tab.ScrollBack(ctx, v.lastRow()); err != nil {
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
func (c *confirmation) rest(ctx context.Context, at place, loaded, drawn bool) error {
	v := c.v
	if !drawn {
		if err := v.calm(ctx, v.pace.turn()); err != nil {
			return err
		}
	}
	left := v.pace.Settle - time.Since(c.read[at.key("")])
	switch {
	case c.slow:
		left = v.pace.Settle
	case !c.watched && !loaded:
		left = max(left, v.pace.Settle-v.pace.turn())
	}
	if left <= 0 {
		return nil
	}
	was := v.rest.signature
	if err := v.calm(ctx, left); err != nil {
		return err
	}
	c.watched = c.watched || !loaded
	c.slow = c.slow || v.rest.signature != was
	return nil
}

// rescroll goes through a list of which only a part is drawn.
func (c *confirmation) rescroll(ctx context.Context, at place, met map[*part]bool) error {
	v := c.v
	for idle := 0; idle < 3 && len(c.unmet(at, met)) > 0; {
		n := len(met)
		grew, err := v.advance(ctx)
		if err == nil && grew && c.slow {
			err = v.calm(ctx, v.pace.Settle)
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
		return fmt.Errorf("%q: %w", left[0].key, sight.ErrNotFound)
	}
	return nil
}

// compare holds what shows against what was read here before. What differs is
// watched, and then believed.
func (c *confirmation) compare(ctx context.Context, at place, met map[*part]bool) error {
	if c.differs(at) {
		if err := c.v.calm(ctx, c.v.pace.Settle); err != nil {
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
func (c *confirmation) each(at place, do func(r *reading, now, before *part)) {
	for _, r := range c.v.readings {
		id := r.wish.Setting.ID
		if r.wish.Setting.Kind == selectors.List {
			for _, now := range r.parts {
				if now.found {
					var before *part
					if l := c.lists[id]; l != nil {
						before = l.at[at.key(now.key)]
					}
					do(r, now, before)
				}
			}
			continue
		}
		if s := c.singles[id]; s != nil && len(s.parts) == len(r.parts) {
			for i := range r.parts {
				if before := s.parts[i]; before.at.same(at) {
					do(r, r.parts[i], before)
				}
			}
		}
	}
}

func (c *confirmation) differs(at place) bool {
	out := false
	c.each(at, func(_ *reading, now, before *part) {
		out = out || before == nil || before.value != now.value && before.result != outcome.Unreadable
	})
	return out
}

// adopt takes over what a place shows now.
func (c *confirmation) adopt(at place) {
	c.each(at, func(r *reading, now, before *part) {
		switch {
		case before == nil:
			// A row that has come since; it has rested, too.
		case before.result != outcome.Unreadable || !before.found:
			c.v.log.Debug("reads otherwise the second time", "control", now.key, "before", before.value, "now", now.value)
			before.found, before.match, before.value, before.result, before.detail = now.found, now.match, now.value, now.result, now.detail
		}
	})
	c.collect(at)
}

// here are the remembered parts that show now.
func (c *confirmation) here(at place) map[*part]bool {
	out := map[*part]bool{}
	c.each(at, func(_ *reading, _, before *part) {
		if before != nil {
			out[before] = true
		}
	})
	return out
}

// unmet are the parts of a place that were found there and not met again.
func (c *confirmation) unmet(at place, met map[*part]bool) []*part {
	var out []*part
	for _, l := range c.lists {
		for _, p := range l.parts {
			if p.at.same(at) && !met[p] {
				out = append(out, p)
			}
		}
	}
	for _, r := range c.singles {
		for _, p := range r.parts {
			if p.found && p.at.same(at) && !met[p] {
				out = append(out, p)
			}
		}
	}
	return out
}

// doubt takes back the values of a place that were read only once.
func (c *confirmation) doubt(at place, met map[*part]bool, why error) {
	for _, p := range c.unmet(at, met) {
		p.value, p.result, p.detail = "", outcome.Unreadable, fmt.Sprintf("it was not to be read a second time: %v", why)
	}
}
