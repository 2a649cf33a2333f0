package act

import (
	"context"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plan"
)

// actingTab is the tab in which things are set. It has this one name in this package,
// and does not leave it.
type actingTab = page.ActingTab

// Actor acts on a page that was read. There is one only while an apply sets what
// differs; whatever only reads has no use of it.
type Actor struct {
	Visit *page.Visit
	// Tab is the tab of the visit.
	Tab page.ActingTab
	// LeaveOff is when no other control is to be set, so that time is left to read
	// everything back; zero for any time.
	LeaveOff time.Time
}

// Act sets everything that differs, one group of controls with a common save
// control after the other. It never fails as a whole: each change carries its
// own error.
func (a Actor) Act(ctx context.Context, all []*plan.Control) Done {
	v := a.Visit
	find := finder{visit: v}
	answer := answerer{env: v.Env, view: v.View, tab: a.Tab}
	one := setter{env: v.Env, view: v.View, dropDowns: v.DropDowns, tab: a.Tab, find: find, answer: answer}
	many := bulkSetter{env: v.Env, view: v.View, list: v.List, tab: a.Tab, find: find, answer: answer}
	save := &saver{env: v.Env, view: v.View, tab: a.Tab, find: find, answer: answer}
	var done Done
	// What was pressed and shows no effect may be saved all the same, at a time that is
	// not known.
	unclear, saved := false, false
	for len(all) > 0 {
		here := herePart(all)
		if err := v.List.GoTo(ctx, here[0].Read.At); err != nil {
			for _, c := range here {
				c.Err = err
			}
			all = without(all, here)
			continue
		}
		find.meetHere(here)
		if saved {
			find.meetSaved(ctx, here)
		}
		group := save.groupOf(here)
		since := time.Now()
		many.set(ctx, group)
		for _, c := range group {
			if err := a.over(ctx); err != nil {
				c.Err = err
				continue
			}
			if c.Err != nil {
				continue // "All No" has shown that the list is not understood
			}
			c.Err = one.set(ctx, c)
			if c.Err != nil {
				unclear = true
				v.Env.Log.Debug("control not set", "setting", c.Reading.Wish.Setting.ID, "error", c.Err)
			}
		}
		if note := save.save(ctx, group, since); note != "" {
			done.Notes = append(done.Notes, note)
		}
		refused := denied(a.Tab.Writes(since))
		for _, c := range group {
			c.Denied = refused
		}
		saved = true
		all = without(all, group)
	}
	done.LastSave, done.Asked, done.Opened = save.last, save.asked, v.Opened()
	if unclear || done.LastSave.IsZero() {
		done.LastSave = time.Now()
	}
	return done
}

// over says why no other control is to be set, if so.
func (a Actor) over(ctx context.Context) error {
	switch {
	case ctx.Err() != nil:
		return outcome.Stopped(ctx)
	case !a.LeaveOff.IsZero() && time.Now().After(a.LeaveOff):
		return plan.ErrNoTimeLeft
	case sessionOver(a.Tab.Troubles()):
		return ErrSessionEnded
	}
	return nil
}

// herePart picks, of the changes still to be made, those at the place of the
// first of them.
func herePart(all []*plan.Control) (here []*plan.Control) {
	for _, c := range all {
		if c.Read.At.Same(all[0].Read.At) {
			here = append(here, c)
		}
	}
	return here
}

func without(all, gone []*plan.Control) []*plan.Control {
	in := map[*plan.Control]bool{}
	for _, c := range gone {
		in[c] = true
	}
	rest := all[:0:0]
	for _, c := range all {
		if !in[c] {
			rest = append(rest, c)
		}
	}
	return rest
}
