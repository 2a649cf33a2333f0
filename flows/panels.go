package flows

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
func (v *visit) panels(l *sight.Look) []sight.Press {
	under := v.listHeadings()
	var out []sight.Press
	for _, b := range l.Buttons {
		if !v.unfolds(b) || !v.turnsHere(l, b) {
			continue
		}
		if slices.ContainsFunc(append([]string{b.Title()}, b.Section...), func(s string) bool { return sight.HasPhrase(s, under) }) {
			out = append(out, b)
		}
	}
	return out
}

// unfolds says whether a button opens and closes something below itself and does
// nothing else, as far as its words tell.
func (v *visit) unfolds(b sight.Press) bool {
	return b.Expanded != "" && b.Role != "tab" && !b.Disabled && b.Title() != "" && !outside(b.Landmark) &&
		v.mine(sight.Seen{Thing: b.Thing}) && !v.acts(b)
}

// listHeadings are the headings under which the catalogue seeks the page's lists.
func (v *visit) listHeadings() []string {
	var out []string
	for _, w := range v.wishes {
		for _, c := range w.Setting.Controls {
			if !c.Each {
				continue
			}
			for _, loc := range v.lex.Locators(c.Locators) {
				out = append(out, loc.Section...)
			}
		}
	}
	return out
}

func closed(all []sight.Press) []sight.Press {
	return slices.DeleteFunc(slices.Clone(all), func(b sight.Press) bool { return b.Expanded != "false" })
}

// unfoldPanels opens what is closed of a list. Where rows show already and a few
// panels hold no others, the rest stays closed: they explain the rows. It notes
// where of several panels only one is open at a time; these are then gone through
// like tabs.
func (w *walk) unfoldPanels(ctx context.Context) error {
	v := w.v
	const depth = 3 // a list in a panel, with panels of its own
	for range depth {
		shut := closed(v.panels(v.last))
		if v.list.exclusive || w.explained || len(shut) == 0 {
			return nil
		}
		if len(shut) > maxPanels {
			return fmt.Errorf("it is behind %d titles that are closed", len(shut))
		}
		had := v.rowRefs()
		if len(had) > 0 && len(shut) > 3 {
			shut = []sight.Press{shut[0], shut[len(shut)/2], shut[len(shut)-1]}
		}
		w.moved = true
		oneByOne, err := v.openAll(ctx, shut)
		if err != nil {
			return err
		}
		stay, come := v.compareRows(had)
		switch {
		case len(had) > 0 && !come:
			w.explained = true
			return v.shutAgain(ctx, shut)
		case oneByOne && stay:
			return errors.New("one part of it opens at a time, and others show all the time")
		}
		w.panels, v.list.exclusive = true, oneByOne
	}
	if left := closed(v.panels(v.last)); len(left) > 0 && !v.list.exclusive {
		return fmt.Errorf("%q does not open", left[0].Title())
	}
	return nil
}

// openAll opens panels one after the other. It stops where it shows that they
// close one another, and says so.
func (v *visit) openAll(ctx context.Context, shut []sight.Press) (oneByOne bool, err error) {
	v.list.atEnd = ""
	var open []sight.Ref
	for _, b := range v.panels(v.last) {
		if b.Expanded == "true" {
			open = append(open, b.Ref)
		}
	}
	for i, b := range shut {
		if err := v.tab.Reveal(ctx, b.Ref, v.last.Origin, b.Title()); err != nil {
			return false, fmt.Errorf("%q: %w", b.Title(), err)
		}
		if i < 2 && len(open) > 0 {
			if err := v.calm(ctx, v.pace.brief()); err != nil {
				return false, err
			}
			if v.anyClosed(open) {
				return true, v.calm(ctx, v.pace.turn())
			}
		}
		open = append(open, b.Ref)
	}
	return false, v.calm(ctx, v.pace.turn())
}

func (v *visit) anyClosed(open []sight.Ref) bool {
	return slices.ContainsFunc(closed(v.panels(v.last)), func(b sight.Press) bool { return slices.Contains(open, b.Ref) })
}

// shutAgain closes what was opened in vain: its text might pass for the rows'.
func (v *visit) shutAgain(ctx context.Context, opened []sight.Press) error {
	for _, b := range v.panels(v.last) {
		if b.Expanded != "true" || !slices.ContainsFunc(opened, func(o sight.Press) bool { return o.Ref == b.Ref }) {
			continue
		}
		if err := v.tab.Reveal(ctx, b.Ref, v.last.Origin, b.Title()); err != nil {
			return fmt.Errorf("%q: %w", b.Title(), err)
		}
	}
	return v.calm(ctx, v.pace.turn())
}

func (v *visit) rowRefs() map[sight.Ref]bool {
	out := map[sight.Ref]bool{}
	for _, p := range v.rowParts() {
		out[p.Match.Ref] = true
	}
	return out
}

// compareRows says whether rows of before still show, and whether others do.
func (v *visit) compareRows(before map[sight.Ref]bool) (stay, come bool) {
	for ref := range v.rowRefs() {
		stay = stay || before[ref]
		come = come || !before[ref]
	}
	return stay, come
}

// isOpen says whether the panel of a name is open.
func (v *visit) isOpen(title string) bool {
	return slices.ContainsFunc(v.panels(v.last), func(b sight.Press) bool { return b.Title() == title && b.Expanded == "true" })
}

// panelStrip is the panels of which one is open at a time, as a row of tabs.
func (v *visit) panelStrip(l *sight.Look) strip {
	if !v.list.exclusive {
		return nil
	}
	var s strip
	for _, b := range v.panels(l) {
		b.Selected = b.Expanded == "true"
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
