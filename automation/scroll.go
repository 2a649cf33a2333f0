package automation

import (
	"context"
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// ScrollOn scrolls a list further: its last row to the top of its scroll container or,
// if that moves nothing, to the very end. moved says whether anything moved. It changes
// nothing else, so a read-only tab may do it.
func (v *viewport) ScrollOn(ctx context.Context, last sight.Ref) (moved bool, err error) {
	if err := v.document.call(ctx, &moved, "scrollOn", last); err != nil {
		return false, fmt.Errorf("scroll the list: %w", err)
	}
	return moved, nil
}

// ScrollChoices scrolls the open list of a drop-down by what it shows at a time. last is
// one of its options. It moves nothing but the list: many lists close when the page
// around them is scrolled.
func (v *viewport) ScrollChoices(ctx context.Context, last, opener sight.Ref) (moved bool, err error) {
	if err := v.document.call(ctx, &moved, "scrollChoices", last, opener); err != nil {
		return false, fmt.Errorf("scroll the list: %w", err)
	}
	return moved, nil
}

// ScrollBack scrolls to the beginning of the list around an element.
func (v *viewport) ScrollBack(ctx context.Context, near sight.Ref) (moved bool, err error) {
	if err := v.document.call(ctx, &moved, "scrollBack", near); err != nil {
		return false, fmt.Errorf("scroll the list: %w", err)
	}
	return moved, nil
}

// BringInView scrolls what is out of view into view, and back: some pages fill a part of
// them only when it is seen. moved says whether anything had to be scrolled.
func (v *viewport) BringInView(ctx context.Context, refs []sight.Ref) (moved bool, err error) {
	if err := v.document.call(ctx, &moved, "bringInView", refs); err != nil {
		return false, fmt.Errorf("scroll the page: %w", err)
	}
	return moved, nil
}
