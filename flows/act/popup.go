package act

import (
	"context"
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// pickFromPopup opens a drop-down and presses the one option that is wanted.
func (v *Actor) pickFromPopup(ctx context.Context, m sight.Match, test func(sight.Option) bool, origin string) error {
	options, err := v.DropDowns.Open(ctx, m, v.Tab.Click)
	if err != nil {
		return err
	}
	i, err := pick(options, test)
	if err != nil {
		if e := v.Tab.Escape(ctx); e != nil {
			v.Env.Log.Debug("list not closed", "error", e)
		}
		return err
	}
	return v.Tab.Click(ctx, options[i].Ref, origin, fmt.Sprintf("option %q", options[i].Text))
}
