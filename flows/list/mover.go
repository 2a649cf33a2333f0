package list

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// The bounds of a list. Of a longer one only a part is read, and the report says so.
const (
	maxRows  = 2000
	maxPages = 200
)

// mover shows other parts of a list, and waits for them: it scrolls, turns pages, shows
// tabs and opens panels. It remembers only where the list was scrolled to, and knows
// nothing of what was read.
type mover struct {
	page   Page
	pace   Pace
	layout *layout
	// atEnd are the names of the rows that showed when the list was scrolled to its end;
	// empty if something was done to it since.
	atEnd string
}

// look returns the last look at the page, and visible the rows in it.
func (m *mover) look() *sight.Look { return m.page.Shows().Look }

func (m *mover) visible() visibleRows { return visibleOf(m.page.Shows().Readings) }

func (m *mover) pager() pager { return m.layout.pager(m.look(), m.visible().paths()) }

// advance scrolls a list on once. It says whether other rows show then.
func (m *mover) advance(ctx context.Context) (bool, error) {
	before := m.visible().names()
	m.atEnd = ""
	scrolled := false
	for range 2 { // to the last row, and to the very end
		moved, err := m.page.ScrollOn(ctx, m.visible().last())
		if err != nil {
			return false, err
		}
		if err := m.page.Look(ctx); err != nil {
			return false, err
		}
		scrolled = scrolled || moved
		if m.visible().names() != before {
			return true, m.page.Rest(ctx, m.pace.Look)
		}
	}
	if !scrolled {
		return false, nil
	}
	// Rows that are loaded at the end of a list come a moment later.
	return m.changesWithin(ctx, before, m.pace.More)
}

// scrollBack scrolls to the beginning of a list of which only a part is drawn.
func (m *mover) scrollBack(ctx context.Context) error {
	_, err := m.page.ScrollBack(ctx, m.visible().last())
	return err
}

// toEnd scrolls a list to its end, once for the rows that show.
func (m *mover) toEnd(ctx context.Context) {
	rows := m.visible()
	if m.atEnd != "" || rows.last() == 0 {
		return
	}
	m.atEnd = rows.names()
	for range 2 {
		if moved, err := m.page.ScrollOn(ctx, rows.last()); err != nil || !moved {
			return
		}
	}
}

// changesWithin waits until other rows show than before, but no longer than d after the
// last request.
func (m *mover) changesWithin(ctx context.Context, before string, d time.Duration) (bool, error) {
	limit, cancel := context.WithTimeout(ctx, m.pace.Act)
	defer cancel()
	began, changed := time.Now(), false
	err := m.page.Until(limit, "show", "more of the list", func(ctx context.Context) (bool, string, error) {
		if err := m.page.Look(ctx); err != nil {
			return false, "", err
		}
		changed = m.visible().names() != before
		rest := min(time.Since(began), m.page.Quiet())
		return changed || rest >= d && !m.look().Busy, "nothing new yet", nil
	})
	if err != nil || !changed {
		return false, err
	}
	return true, m.page.Rest(ctx, m.pace.Brief)
}

// turn presses what shows another part of a list, and waits for it.
func (m *mover) turn(ctx context.Context, b sight.Press) (bool, error) {
	before := m.visible().names()
	m.atEnd = ""
	if err := m.page.Press(ctx, b); err != nil {
		return false, err
	}
	turned, err := m.changesWithin(ctx, before, m.pace.Rest)
	if !turned || err != nil {
		return false, err
	}
	return true, m.page.Rest(ctx, m.pace.Turn)
}

// showMore presses the button that adds to the list until it is gone. why says what part
// of the list may be missing then.
func (m *mover) showMore(ctx context.Context) (pressed bool, why string) {
	for range maxPages {
		p := m.pager()
		if p.more == nil || p.more.Disabled {
			return pressed, ""
		}
		pressed = true
		turned, err := m.turn(ctx, *p.more)
		if turned {
			continue
		}
		if again := m.pager().more; again == nil && err == nil || p.far {
			return true, ""
		}
		if err == nil {
			err = errors.New("it shows nothing new")
		}
		return true, fmt.Sprintf("%q was pressed: %v", p.more.Title(), err)
	}
	return pressed, ""
}

// showTab shows what is behind tab i of the row of tabs with the given names.
func (m *mover) showTab(ctx context.Context, names string, i int) error {
	for _, s := range m.layout.tabs(m.look()) {
		if s.names() != names {
			continue
		}
		if s[i].Selected {
			return nil
		}
		m.atEnd = ""
		if err := m.page.Press(ctx, s[i]); err != nil {
			return err
		}
		return m.page.Rest(ctx, m.pace.Turn)
	}
	return sight.ErrNotFound
}

// showTabs shows what is behind tabs that lie in one another.
func (m *mover) showTabs(ctx context.Context, tabs []string) error {
	used := map[string]bool{}
	for _, tab := range tabs {
		names, i := m.tabCalled(tab, used)
		if i < 0 {
			return fmt.Errorf("the tab %q: %w", tab, sight.ErrNotFound)
		}
		used[names] = true
		if err := m.showTab(ctx, names, i); err != nil {
			return err
		}
	}
	return nil
}

// tabCalled finds a tab by its name, in a row of tabs that was not used yet.
func (m *mover) tabCalled(name string, used map[string]bool) (names string, i int) {
	for _, s := range m.layout.tabs(m.look()) {
		if i := s.called(name); i >= 0 && !used[s.names()] {
			return s.names(), i
		}
	}
	return "", -1
}
