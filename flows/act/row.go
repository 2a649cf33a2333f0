package act

import (
	"context"
	"errors"
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/plan"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// bring finds a control of a list that is out of sight, by scrolling.
func (v *Actor) bring(ctx context.Context, c *plan.Control) (*reading.Part, error) {
	if !v.List.Walked() || c.Reading.Wish.Setting.Kind != selectors.List {
		return nil, sight.ErrNotFound
	}
	var part *reading.Part
	err := v.List.Seek(ctx, func() bool {
		found, err := v.known(ctx, c)
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

// herePart picks, of the changes still to be made, those at the place of the
// first of them.
func (v *Actor) herePart(all []*plan.Control) (here []*plan.Control) {
	for _, c := range all {
		if c.Read.At.Same(all[0].Read.At) {
			here = append(here, c)
		}
	}
	return here
}

// meetHere gives changes the controls as they are drawn now.
func (v *Actor) meetHere(ctx context.Context, here []*plan.Control) {
	if !v.List.Walked() {
		return
	}
	v.meet(ctx, here)
}

// meetSaved does so after a save, which may have loaded the page anew or closed
// the section or dialog that shows them: then it is opened as at first.
func (v *Actor) meetSaved(ctx context.Context, here []*plan.Control) {
	if v.List.Walked() {
		return
	}
	v.readAgain(ctx)
	if v.meet(ctx, here) {
		return
	}
	if err := v.Reopen(ctx); err != nil {
		v.Env.Log.Debug("page not opened again", "page", v.View.Page.ID, "error", err)
	}
	v.meet(ctx, here)
}

// meet says whether all of them are there.
func (v *Actor) meet(ctx context.Context, here []*plan.Control) bool {
	all := true
	for _, c := range here {
		p, err := v.known(ctx, c)
		if err != nil {
			all = false
			continue
		}
		c.Match = p.Match
	}
	return all
}
