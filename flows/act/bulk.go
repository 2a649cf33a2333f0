package act

import (
	"context"
	"fmt"
	"slices"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/list"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plan"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// bulkSetter sets a whole list at once by a bulk control, such as "All No".
type bulkSetter struct {
	env    *page.Env
	view   *page.View
	list   *list.List
	tab    actingTab
	find   finder
	answer answerer
}

// set presses the bulk controls of a group, if there are any that may be pressed. What
// they do not set is set one by one afterwards.
func (s bulkSetter) set(ctx context.Context, group []*plan.Control) {
	pressed := map[sight.Ref]bool{}
	for _, c := range group {
		b := c.Reading.Bulk
		if now := s.find.setting(c.Reading); s.list.Walked() && now != nil {
			b = now.Bulk // each part of a list may have its own
		}
		if b == nil || pressed[b.Ref] || b.State == sight.On || !s.allowed(c, b) {
			continue
		}
		pressed[b.Ref] = true
		s.find.readAgain(ctx)
		now := s.find.setting(c.Reading)
		if now == nil || now.Bulk == nil {
			continue
		}
		want := wanted.CanonicalSwitch(now.Wish.Setting, wanted.SwitchState(now.Wish.Setting, c.Want))
		before := now.Values()
		if onlyHas(before, want) {
			continue // the one of another part has set this part, too
		}
		q := s.answer.questionOf(bulkWordings(now.Bulk), bulkWordings(now.Bulk))
		if err := s.tab.Click(ctx, now.Bulk.Ref, s.view.Last.Origin, now.Bulk.Name); err != nil {
			s.env.Log.Debug("bulk control not pressed", "name", b.Name, "error", err)
			continue
		}
		// Controls that it does not set within this time are set one by one.
		limit, cancel := context.WithTimeout(ctx, s.env.Pace.Soon())
		err := s.view.Until(limit, "set", b.Name, func(ctx context.Context) (bool, string, error) {
			s.find.readAgain(ctx)
			if err := s.answer.meet(ctx, q); err != nil {
				return false, "", err
			}
			r := s.find.setting(c.Reading)
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
			s.env.Log.Debug("not all of a list turned at once", "name", b.Name, "error", s.answer.leave(ctx, q, err))
		}
		if key := s.contrary(c, before, want); key != "" {
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

// contrary names a control that was right before the bulk control was pressed and is
// wrong now. Then we do not understand which way round the list is.
func (s bulkSetter) contrary(c *plan.Control, before map[string]string, want string) string {
	now := s.find.setting(c.Reading)
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

// allowed says whether a bulk control may be pressed for a change.
func (s bulkSetter) allowed(c *plan.Control, b *reading.Bulk) bool {
	if b.Def.Opposite || wanted.SwitchState(c.Reading.Wish.Setting, c.Want) != sight.State(b.Def.Sets) {
		return false
	}
	if !s.fits(b) {
		return false
	}
	if b.Def.First {
		return true
	}
	return slices.Contains(b.Def.Levels, s.env.Lex.Level) && !c.Reading.Wish.Explicit
}

// fits says whether a bulk control sets everything that it governs to what is wanted. It
// does not fit if one of its settings was left out of the selection.
func (s bulkSetter) fits(b *reading.Bulk) bool {
	for _, r := range s.view.Readings {
		if slices.Contains(b.Def.For, r.Wish.Setting.ID) && (r.Wish.Skipped != "" || !r.WantsAll(b.Def.Sets)) {
			return false
		}
	}
	return true
}
