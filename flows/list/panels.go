package list

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// maxPanels is how many panels of a list are opened. Each takes a press.
const maxPanels = 150

// panels is what is known of a list's panels after some were opened.
type panels struct {
	// hold says that rows showed only below titles that were pressed.
	hold bool
	// explain says that closed panels hold no rows, but explain those that show.
	explain bool
}

// openPanels opens closed panels. If rows already show and three sample panels add none,
// panels only explain rows and stay closed. If opening one closes another, they are
// treated as tabs. pressed says whether anything was opened.
func (m *mover) openPanels(ctx context.Context, known *panels) (pressed bool, err error) {
	const depth = 3 // a list in a panel, with panels of its own
	for range depth {
		shut := m.layout.closed(m.look())
		if m.layout.exclusive || known.explain || len(shut) == 0 {
			return pressed, nil
		}
		if len(shut) > maxPanels {
			return pressed, fmt.Errorf("it is behind %d titles that are closed", len(shut))
		}
		had := m.visible().refs()
		if len(had) > 0 && len(shut) > 3 {
			shut = []sight.Press{shut[0], shut[len(shut)/2], shut[len(shut)-1]}
		}
		pressed = true
		oneByOne, err := m.openAll(ctx, shut)
		if err != nil {
			return pressed, err
		}
		stay, come := m.visible().since(had)
		switch {
		case len(had) > 0 && !come:
			known.explain = true
			return pressed, m.closeAgain(ctx, shut)
		case oneByOne && stay:
			return pressed, errors.New("one part of it opens at a time, and others show all the time")
		}
		known.hold, m.layout.exclusive = true, oneByOne
	}
	if left := m.layout.closed(m.look()); len(left) > 0 && !m.layout.exclusive {
		return pressed, fmt.Errorf("%q does not open", left[0].Title())
	}
	return pressed, nil
}

// openAll opens panels one after the other. It stops as soon as opening one closes
// another, and says so.
func (m *mover) openAll(ctx context.Context, shut []sight.Press) (oneByOne bool, err error) {
	m.atEnd = ""
	opened := refsOf(m.layout.open(m.look()))
	for i, b := range shut {
		if err := m.page.Press(ctx, b); err != nil {
			return false, fmt.Errorf("%q: %w", b.Title(), err)
		}
		if i < 2 && len(opened) > 0 {
			if err := m.page.Rest(ctx, m.pace.Brief); err != nil {
				return false, err
			}
			if slices.ContainsFunc(m.layout.closed(m.look()), func(b sight.Press) bool { return slices.Contains(opened, b.Ref) }) {
				return true, m.page.Rest(ctx, m.pace.Turn)
			}
		}
		opened = append(opened, b.Ref)
	}
	return false, m.page.Rest(ctx, m.pace.Turn)
}

// closeAgain closes panels without rows, whose text could be taken for that of rows.
func (m *mover) closeAgain(ctx context.Context, opened []sight.Press) error {
	ours := refsOf(opened)
	for _, b := range m.layout.open(m.look()) {
		if !slices.Contains(ours, b.Ref) {
			continue
		}
		if err := m.page.Press(ctx, b); err != nil {
			return fmt.Errorf("%q: %w", b.Title(), err)
		}
	}
	return m.page.Rest(ctx, m.pace.Turn)
}

func refsOf(all []sight.Press) []sight.Ref {
	var out []sight.Ref
	for _, b := range all {
		out = append(out, b.Ref)
	}
	return out
}
