package act

import (
	"context"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plan"
)

// actingTab is the tab in which things are set. It never leaves this package.
type actingTab = page.ActingTab

// Actor sets what differs on a page that a visit has read.
type Actor struct {
	Visit *page.Visit
	// Tab is the tab of the visit.
	Tab page.ActingTab
	// LeaveOff is when to stop setting controls, so that there is time to read everything
	// back. Zero means never.
	LeaveOff time.Time
}

// Act sets everything that differs, one group after the other; a group has a common save
// control. It never fails as a whole: each change has its own error.
func (a Actor) Act(ctx context.Context, all []*plan.Control) Done {
	v := a.Visit
	find := finder{visit: v}
	answer := answerer{env: v.Env, view: v.View, tab: a.Tab}
	one := setter{env: v.Env, view: v.View, dropDowns: v.DropDowns, tab: a.Tab, find: find, answer: answer}
	many := bulkSetter{env: v.Env, view: v.View, list: v.List, tab: a.Tab, find: find, answer: answer}
	save := &saver{env: v.Env, view: v.View, tab: a.Tab, find: find, answer: answer}
	var done Done
	// unclear says that something was pressed and shows no effect. It may be saved all the
	// same, and nobody knows when.
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
				continue // the bulk control has shown that we do not understand the list
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

// over returns an error if no more controls may be set.
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

// herePart returns the changes in the same part of the list as the first one.
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
