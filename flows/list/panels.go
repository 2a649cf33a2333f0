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

// panels are the titles of a page that open a part of a list below them: vendors
// that each keep their choices to themselves, or the whole list.
func (x *List) panels(l *sight.Look) []sight.Press {
	under := x.lex.ListHeadings(x.wishes)
	var out []sight.Press
	for _, b := range l.Buttons {
		if !x.Discloses(b) || !x.turnsHere(l, b) {
			continue
		}
		if slices.ContainsFunc(append([]string{b.Title()}, b.Section...), func(s string) bool { return sight.HasPhrase(s, under) }) {
			out = append(out, b)
		}
	}
	return out
}

// Discloses says whether a button opens and closes something below itself and does
// nothing else, as far as its words tell.
func (x *List) Discloses(b sight.Press) bool {
	return b.Expanded != "" && b.Role != "tab" && !b.Disabled && b.Title() != "" && !b.InFrame() &&
		x.page.Mine(b.Thing) && !x.page.Reader().Acts(b)
}

func closed(all []sight.Press) []sight.Press {
	return slices.DeleteFunc(slices.Clone(all), func(b sight.Press) bool { return b.Expanded != sight.Closed })
}

// openPanels opens what is closed of a list. Where rows show already and a few
// panels hold no others, the rest stays closed: they explain the rows. It notes
// where of several panels only one is open at a time; these are then gone through
// like tabs.
func (w *walk) openPanels(ctx context.Context) error {
	x := w.list
	const depth = 3 // a list in a panel, with panels of its own
	for range depth {
		shut := closed(x.panels(x.last()))
		if x.exclusive || w.explained || len(shut) == 0 {
			return nil
		}
		if len(shut) > maxPanels {
			return fmt.Errorf("it is behind %d titles that are closed", len(shut))
		}
		had := x.rowRefs()
		if len(had) > 0 && len(shut) > 3 {
			shut = []sight.Press{shut[0], shut[len(shut)/2], shut[len(shut)-1]}
		}
		w.moved = true
		oneByOne, err := x.openAll(ctx, shut)
		if err != nil {
			return err
		}
		stay, come := x.compareRows(had)
		switch {
		case len(had) > 0 && !come:
			w.explained = true
			return x.shutAgain(ctx, shut)
		case oneByOne && stay:
			return errors.New("one part of it opens at a time, and others show all the time")
		}
		w.panels, x.exclusive = true, oneByOne
	}
	if left := closed(x.panels(x.last())); len(left) > 0 && !x.exclusive {
		return fmt.Errorf("%q does not open", left[0].Title())
	}
	return nil
}

// openAll opens panels one after the other. It stops where it shows that they
// close one another, and says so.
func (x *List) openAll(ctx context.Context, shut []sight.Press) (oneByOne bool, err error) {
	x.atEnd = ""
	var open []sight.Ref
	for _, b := range x.panels(x.last()) {
		if b.Expanded == sight.Open {
			open = append(open, b.Ref)
		}
	}
	for i, b := range shut {
		if err := x.page.Press(ctx, b); err != nil {
			return false, fmt.Errorf("%q: %w", b.Title(), err)
		}
		if i < 2 && len(open) > 0 {
			if err := x.page.Rest(ctx, x.pace.Brief); err != nil {
				return false, err
			}
			if x.anyClosed(open) {
				return true, x.page.Rest(ctx, x.pace.Turn)
			}
		}
		open = append(open, b.Ref)
	}
	return false, x.page.Rest(ctx, x.pace.Turn)
}

func (x *List) anyClosed(open []sight.Ref) bool {
	return slices.ContainsFunc(closed(x.panels(x.last())), func(b sight.Press) bool { return slices.Contains(open, b.Ref) })
}

// shutAgain closes what was opened in vain: its text might pass for the rows'.
func (x *List) shutAgain(ctx context.Context, opened []sight.Press) error {
	for _, b := range x.panels(x.last()) {
		if b.Expanded != sight.Open || !slices.ContainsFunc(opened, func(o sight.Press) bool { return o.Ref == b.Ref }) {
			continue
		}
		if err := x.page.Press(ctx, b); err != nil {
			return fmt.Errorf("%q: %w", b.Title(), err)
		}
	}
	return x.page.Rest(ctx, x.pace.Turn)
}

func (x *List) rowRefs() map[sight.Ref]bool {
	out := map[sight.Ref]bool{}
	for _, p := range x.rowParts() {
		out[p.Match.Ref] = true
	}
	return out
}

// compareRows says whether rows of before still show, and whether others do.
func (x *List) compareRows(before map[sight.Ref]bool) (stay, come bool) {
	for ref := range x.rowRefs() {
		stay = stay || before[ref]
		come = come || !before[ref]
	}
	return stay, come
}

// isOpen says whether the panel of a name is open.
func (x *List) isOpen(title string) bool {
	return slices.ContainsFunc(x.panels(x.last()), func(b sight.Press) bool { return b.Title() == title && b.Expanded == sight.Open })
}

// panelStrip is the panels of which one is open at a time, as a row of tabs.
func (x *List) panelStrip(l *sight.Look) strip {
	if !x.exclusive {
		return nil
	}
	var s strip
	for _, b := range x.panels(l) {
		b.Selected = b.Expanded == sight.Open
		s = append(s, b)
	}
	return s
}

// alike says whether two of a strip cannot be told apart by their names.
func (s strip) alike() bool {
	seen := map[string]bool{}
	for _, b := range s {
		if seen[b.Title()] {
			return true
		}
		seen[b.Title()] = true
	}
	return false
}
