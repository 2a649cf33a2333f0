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
	// Patient says that the page has to be given time to save: in the try before, it
	// showed the old values again.
	Patient bool
}

// Act sets everything that differs, one group after the other. The changes of a group
// share one save control. Act never fails as a whole: each change has its own error.
func (a Actor) Act(ctx context.Context, all []*plan.Control) Done {
	v := a.Visit
	find := finder{visit: v, glance: glancer{visit: v, tab: a.Tab}}
	answer := answerer{env: v.Env, view: v.View, tab: a.Tab}
	single := &setter{env: v.Env, view: v.View, dropDowns: v.DropDowns, tab: a.Tab, find: find, answer: answer,
		reloads: &reloads{env: v.Env, view: v.View, tab: a.Tab}}
	bulk := bulkSetter{env: v.Env, view: v.View, list: v.List, tab: a.Tab, find: find, answer: answer}
	saver := &saver{env: v.Env, view: v.View, tab: a.Tab, find: find, answer: answer, patient: a.Patient}
	var done Done
	// unclear is true if a control was pressed and shows no effect. Plex may have saved
	// that, and the time of that save is not known.
	unclear, saved := false, false
	for len(all) > 0 {
		// here are the changes in one part of a list, group those of them that share a
		// save control.
		here := herePart(all)
		if err := v.List.GoTo(ctx, here[0].Read.At); err != nil {
			fail(here, err)
			all = without(all, here)
			continue
		}
		find.refreshHere(here)
		if saved {
			find.refreshAfterSave(ctx, here)
		}
		group := saver.groupOf(here)
		since := time.Now()
		if err := a.mayGoOn(ctx); err != nil {
			fail(group, err)
		} else {
			bulk.set(ctx, group)
			unclear = a.setEach(ctx, single, group) || unclear
		}
		if note := saver.save(ctx, group, since, latest(since, single.pressed)); note != "" {
			done.Notes = append(done.Notes, note)
		}
		refused := denied(saver.sent(since))
		for _, c := range group {
			c.Denied = refused
		}
		saved = true
		all = without(all, group)
	}
	done.LastSave, done.Asked, done.Opened = saver.last, saver.asked, v.Opened()
	if unclear || done.LastSave.IsZero() {
		done.LastSave = time.Now()
	}
	return done
}

// setEach sets the controls of a group that still differ, one by one. unclear is true if
// one of them was not set.
func (a Actor) setEach(ctx context.Context, single *setter, group []*plan.Control) (unclear bool) {
	for _, c := range group {
		if c.Err != nil {
			continue // a bulk control did the opposite of its name: the list is not understood
		}
		if c.Err = a.mayGoOn(ctx); c.Err != nil {
			continue
		}
		if c.Err = single.set(ctx, c); c.Err != nil {
			unclear = true
			a.Visit.Env.Log.Debug("control not set", "setting", c.Reading.Wish.Setting.ID, "error", c.Err)
		}
	}
	return unclear
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// mayGoOn returns why no more controls may be set, if that is so.
func (a Actor) mayGoOn(ctx context.Context) error {
	switch {
	case !a.LeaveOff.IsZero() && time.Now().After(a.LeaveOff):
		return plan.ErrNoTimeLeft
	case ctx.Err() != nil:
		return outcome.Stopped(ctx)
	case sessionOver(a.Tab.Troubles()):
		return ErrSessionEnded
	}
	return nil
}

// fail gives all changes the same error.
func fail(changes []*plan.Control, err error) {
	for _, c := range changes {
		c.Err = err
	}
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
