package flows

import (
	"context"
	"fmt"
	"slices"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// actBulk presses the control that sets a whole list at once, where there is
// one that may be pressed. What it leaves undone is set one by one afterwards.
func (v *actor) actBulk(ctx context.Context, group []*control) {
	pressed := map[sight.Ref]bool{}
	for _, c := range group {
		b := c.reading.bulk
		if now := v.findReading(c.reading); v.list.walk != nil && now != nil {
			b = now.bulk // each place may have one of its own
		}
		if b == nil || pressed[b.ref] || b.state == sight.On || !v.bulkAllowed(c, b) {
			continue
		}
		pressed[b.ref] = true
		v.readAgain(ctx)
		now := v.findReading(c.reading)
		if now == nil || now.bulk == nil {
			continue
		}
		want := wanted.CanonicalSwitch(now.wish.Setting, wanted.SwitchState(now.wish.Setting, c.want))
		before := now.values()
		if onlyHas(before, want) {
			continue // pressed elsewhere, it reached this place too
		}
		q := v.questionOf(bulkWordings(now.bulk), bulkWordings(now.bulk))
		if err := v.tab.Click(ctx, now.bulk.ref, v.last.Origin, now.bulk.name); err != nil {
			v.log.Debug("bulk control not pressed", "name", b.name, "error", err)
			continue
		}
		// Whether it reached every control is seen below, control by control.
		limit, cancel := context.WithTimeout(ctx, v.pace.soon())
		err := v.until(limit, "set", b.name, func(ctx context.Context) (bool, string, error) {
			v.readAgain(ctx)
			if err := v.meetQuestion(ctx, q); err != nil {
				return false, "", err
			}
			r := v.findReading(c.reading)
			if r == nil {
				return false, "gone", nil
			}
			for _, p := range r.parts {
				if p.value != want {
					return false, p.key + " is " + p.value, nil
				}
			}
			return true, "", nil
		})
		cancel()
		if err != nil {
			v.log.Debug("not all of a list turned at once", "name", b.name, "error", v.unanswered(ctx, q, err))
		}
		if key := v.contrary(c, before, want); key != "" {
			for _, other := range group {
				if other.reading == c.reading {
					other.err = fmt.Errorf("%w: %q turned %q the other way than its wording says", sight.ErrUnreadable, b.name, key)
				}
			}
		}
	}
}

func onlyHas(values map[string]string, want string) bool {
	for _, value := range values {
		if value != want {
			return false
		}
	}
	return len(values) > 0
}

// contrary names a control that was right before "All No" was pressed and is not
// now: then it is not understood which way round the list is.
func (v *visit) contrary(c *control, before map[string]string, want string) string {
	now := v.findReading(c.reading)
	if now == nil {
		return ""
	}
	for key, value := range now.values() {
		if before[key] == want && value != want && value != "" {
			return key
		}
	}
	return ""
}

func (v *visit) bulkAllowed(c *control, b *bulkRead) bool {
	if b.def.Opposite || wanted.SwitchState(c.reading.wish.Setting, c.want) != sight.State(b.def.Sets) {
		return false
	}
	if !v.bulkFits(b) {
		return false
	}
	if b.def.First {
		return true
	}
	return slices.Contains(b.def.Levels, v.level) && !c.reading.wish.Explicit
}

// bulkFits says whether a control that sets several others sets each of them to
// what is wanted of it: those of settings that were left out are none of its
// business.
func (v *visit) bulkFits(b *bulkRead) bool {
	for _, r := range v.readings {
		if slices.Contains(b.def.For, r.wish.Setting.ID) && (r.wish.Skipped != "" || !r.wantsAll(b.def.Sets)) {
			return false
		}
	}
	return true
}
