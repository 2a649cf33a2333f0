package act

import (
	"context"
	"fmt"
	"slices"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/plan"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// actBulk presses the control that sets a whole list at once, where there is
// one that may be pressed. What it leaves undone is set one by one afterwards.
func (v *Actor) actBulk(ctx context.Context, group []*plan.Control) {
	pressed := map[sight.Ref]bool{}
	for _, c := range group {
		b := c.Reading.Bulk
		if now := v.findReading(c.Reading); v.List.Walked() && now != nil {
			b = now.Bulk // each place may have one of its own
		}
		if b == nil || pressed[b.Ref] || b.State == sight.On || !v.bulkAllowed(c, b) {
			continue
		}
		pressed[b.Ref] = true
		v.readAgain(ctx)
		now := v.findReading(c.Reading)
		if now == nil || now.Bulk == nil {
			continue
		}
		want := wanted.CanonicalSwitch(now.Wish.Setting, wanted.SwitchState(now.Wish.Setting, c.Want))
		before := now.Values()
		if onlyHas(before, want) {
			continue // pressed elsewhere, it reached this place too
		}
		q := v.questionOf(bulkWordings(now.Bulk), bulkWordings(now.Bulk))
		if err := v.Tab.Click(ctx, now.Bulk.Ref, v.View.Last.Origin, now.Bulk.Name); err != nil {
			v.Env.Log.Debug("bulk control not pressed", "name", b.Name, "error", err)
			continue
		}
		// Whether it reached every control is seen below, control by control.
		limit, cancel := context.WithTimeout(ctx, v.Env.Pace.Soon())
		err := v.View.Until(limit, "set", b.Name, func(ctx context.Context) (bool, string, error) {
			v.readAgain(ctx)
			if err := v.meetQuestion(ctx, q); err != nil {
				return false, "", err
			}
			r := v.findReading(c.Reading)
			if r == nil {
				return false, "gone", nil
			}
			for _, p := range r.Parts {
				if p.Value != want {
					return false, p.Key + " is " + p.Value, nil
				}
			}
			return true, "", nil
		})
		cancel()
		if err != nil {
			v.Env.Log.Debug("not all of a list turned at once", "name", b.Name, "error", v.unanswered(ctx, q, err))
		}
		if key := v.contrary(c, before, want); key != "" {
			for _, other := range group {
				if other.Reading == c.Reading {
					other.Err = fmt.Errorf("%w: %q turned %q the other way than its wording says", sight.ErrUnreadable, b.Name, key)
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
func (v *Actor) contrary(c *plan.Control, before map[string]string, want string) string {
	now := v.findReading(c.Reading)
	if now == nil {
		return ""
	}
	for key, value := range now.Values() {
		if before[key] == want && value != want && value != "" {
			return key
		}
	}
	return ""
}

func (v *Actor) bulkAllowed(c *plan.Control, b *reading.Bulk) bool {
	if b.Def.Opposite || wanted.SwitchState(c.Reading.Wish.Setting, c.Want) != sight.State(b.Def.Sets) {
		return false
	}
	if !v.bulkFits(b) {
		return false
	}
	if b.Def.First {
		return true
	}
	return slices.Contains(b.Def.Levels, v.Env.Lex.Level) && !c.Reading.Wish.Explicit
}

// bulkFits says whether a control that sets several others sets each of them to
// what is wanted of it: those of settings that were left out are none of its
// business.
func (v *Actor) bulkFits(b *reading.Bulk) bool {
	for _, r := range v.View.Readings {
		if slices.Contains(b.Def.For, r.Wish.Setting.ID) && (r.Wish.Skipped != "" || !r.WantsAll(b.Def.Sets)) {
			return false
		}
	}
	return true
}
