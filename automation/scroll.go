package automation

import (
	"context"
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// ScrollOn scrolls a list further: its last row to the top of the scroll container
// around it, or to the very end. It says whether anything moved. It changes nothing, so
// it is allowed in a read-only tab.
func (v *viewport) ScrollOn(ctx context.Context, last sight.Ref) (moved bool, err error) {
	if err := v.call(ctx, &moved, "scrollOn", last); err != nil {
		return false, fmt.Errorf("scroll the list: %w", err)
	}
	return moved, nil
}

// ScrollBack scrolls to where the list around an element begins.
func (v *viewport) ScrollBack(ctx context.Context, near sight.Ref) (moved bool, err error) {
	if err := v.call(ctx, &moved, "scrollBack", near); err != nil {
		return false, fmt.Errorf("scroll the list: %w", err)
	}
	return moved, nil
}
