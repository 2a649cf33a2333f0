package page

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// reveals makes the reveals that the catalogue lists for a page: each presses something
// that shows hidden controls. It remembers which were made.
type reveals struct {
	ways []selectors.Reveal
	css  []string
	lex  *reading.Lexicon
	view *View
	tab  Tab
	rest *rest
	gate *gate
	// made are the reveals made since the page was loaded, needed those that an earlier
	// visit needed. Both are indices into ways.
	made, needed map[int]bool
	// last is the last reveal that was made.
	last *revealed
}

// revealed is a reveal that was made.
type revealed struct {
	index int
	// shown is the largest number of controls that could be read, before or since.
	// things is how much of any kind was on the page before.
	shown, things int
	// at is when it was pressed.
	at time.Time
	// again says that it was pressed a second time, because the first press had closed
	// something or had no effect.
	again bool
}

// revealTexts returns the labels that a reveal may have to find as plain text: a row
// that is clickable as a whole has no role.
func revealTexts(ways []selectors.Reveal) []string {
	var out []string
	for _, r := range ways {
		for _, l := range r.Locators {
			out = append(out, l.Name.All()...)
		}
		out = append(out, r.Within.All()...)
	}
	return out
}

// next makes the first reveal that was not made yet and has something to press. It says
// whether it did anything.
func (x *reveals) next(ctx context.Context, l *sight.Look) (bool, error) {
	for i := range x.ways {
		if x.made[i] {
			continue
		}
		if acted, err := x.open(ctx, l, i); acted || err != nil {
			return acted, err
		}
	}
	return false, nil
}

// asBefore makes a reveal that an earlier visit needed, if no setting shows at all.
func (x *reveals) asBefore(ctx context.Context, l *sight.Look) (bool, error) {
	if x.view.shown() > 0 {
		return false, nil
	}
	for i := range x.ways {
		if x.needed[i] && !x.made[i] {
			return x.open(ctx, l, i)
		}
	}
	return false, nil
}

// lastInVain says whether the last reveal should be repeated, which it is only once.
// Either less shows than before: the press closed something, because a title does not
// always say whether it is open, or the page drew itself again. Or nothing has happened:
// the page was drawn before its scripts ran, and did not notice the press.
func (x *reveals) lastInVain(l *sight.Look, rest time.Duration) bool {
	o := x.last
	return o != nil && !o.again &&
		(x.view.shown() < o.shown || rest >= x.view.env.Pace.beforeRepeat() && x.rest.changed.Equal(o.at) && things(l) == o.things)
}

// repeat makes the last reveal once more.
func (x *reveals) repeat(ctx context.Context, l *sight.Look) (bool, error) {
	x.last.again = true
	return x.press(ctx, l, x.last.index)
}

// closed finds a reveal that was not made yet and that the page marks as closed, or of
// which nothing says whether it is: a title without a role that can be pressed.
func (x *reveals) closed(l *sight.Look) (i int, ok bool) {
	for i := range x.ways {
		if x.made[i] {
			continue
		}
		ref, _, _ := x.target(l, &x.ways[i])
		for _, b := range l.Buttons {
			if ref == b.Ref && b.Expanded == sight.Closed {
				return i, true
			}
		}
		for _, t := range l.Texts[aboutReveals] {
			if ref != 0 && ref == t.Interactive && !slices.ContainsFunc(l.Buttons, func(b sight.Press) bool { return b.Ref == ref }) {
				return i, true
			}
		}
	}
	return 0, false
}

// sees notes how many controls show now.
func (x *reveals) sees(shown int) {
	if x.last != nil {
		x.last.shown = max(x.last.shown, shown)
	}
}

func things(l *sight.Look) int { return len(l.Controls) + len(l.Buttons) + len(l.Layers) }

// open makes a reveal for the first time and notes what the page showed before.
func (x *reveals) open(ctx context.Context, l *sight.Look, i int) (bool, error) {
	acted, err := x.press(ctx, l, i)
	if acted && x.made[i] {
		x.last = &revealed{index: i, shown: x.view.shown(), things: things(l), at: x.rest.changed}
	}
	return acted, err
}

// press makes one reveal if its target is there and not open.
func (x *reveals) press(ctx context.Context, l *sight.Look, i int) (bool, error) {
	ref, name, open := x.target(l, &x.ways[i])
	if ref == 0 || open {
		return false, nil
	}
	if err := x.tab.Reveal(ctx, ref, l.Origin, name); err != nil {
		x.rest.problem = err.Error()
		if errors.Is(err, automation.ErrCovered) {
			return x.escapeCover(ctx)
		}
		return false, nil // it was redrawn or is moving; the next step tries again
	}
	x.made[i] = true
	x.view.expectDialog()
	x.rest.stirred()
	return true, nil
}

// escapeCover presses Escape, once per visit, when something lies over the page. That
// leaves a dialog without answering it.
func (x *reveals) escapeCover(ctx context.Context) (bool, error) {
	if !x.gate.mayEscape() {
		return false, nil
	}
	x.rest.stirred()
	return true, x.tab.Escape(ctx)
}

// target finds what to press: a button or link of that name; the "Edit"
// of the row that carries the name; or the row itself.
func (x *reveals) target(l *sight.Look, r *selectors.Reveal) (ref sight.Ref, name string, open bool) {
	within := r.Within.All()
	for _, loc := range r.Locators {
		// A row whose own name carries the label, before one that stands beside it.
		for _, place := range []func(sight.Press) string{sight.Press.Title, rowOf} {
			var found []sight.Press
			for _, b := range l.Buttons {
				if !x.view.IsOwn(b.Thing) || b.Disabled || x.lex.IsNeverClicked(b.Title()) {
					continue
				}
				if (fitsAttr(b, loc, x.css) || fitsName(b, loc.Name.All())) && (len(within) == 0 || sight.HasPhrase(place(b), within)) {
					found = append(found, b)
				}
			}
			if len(found) == 1 {
				return found[0].Ref, found[0].Title(), found[0].Expanded == sight.Open
			}
		}
	}
	if ref, name := x.editOf(l, r); ref != 0 {
		return ref, name, false
	}
	// A whole row that is its own button: its heading is its only name.
	for _, t := range l.Texts[aboutReveals] {
		if x.view.IsOwn(sight.Thing{Layer: t.Layer}) && belongsTo(t.Phrase, r) {
			return t.Press(), t.Phrase, false
		}
	}
	return 0, "", false
}

func rowOf(b sight.Press) string { return strings.Join(b.Row, "\n") }

// editOf finds the "Edit" of the one row that carries the reveal's name.
func (x *reveals) editOf(l *sight.Look, r *selectors.Reveal) (sight.Ref, string) {
	names := r.Within.All()
	for _, loc := range r.Locators {
		names = append(names, loc.Name.All()...)
	}
	var found []sight.Press
	for _, b := range l.Buttons {
		if sight.IsPhrase(b.Title(), x.lex.Cat.Words.Edit.All()) && x.view.IsOwn(b.Thing) && sight.HasPhrase(rowOf(b), names) {
			found = append(found, b)
		}
	}
	if len(found) != 1 {
		return 0, ""
	}
	return found[0].Ref, found[0].Title()
}

// belongsTo says whether a text is a name of a reveal, or of the row that it is in.
func belongsTo(label string, r *selectors.Reveal) bool {
	if len(r.Within) > 0 {
		return slices.Contains(r.Within.All(), label)
	}
	for _, loc := range r.Locators {
		if slices.Contains(loc.Name.All(), label) {
			return true
		}
	}
	return false
}

func fitsName(b sight.Press, names []string) bool {
	for _, n := range b.Name {
		if sight.IsPhrase(n, names) {
			return true
		}
	}
	return len(names) > 0 && sight.HasPhrase(b.Title(), names)
}

func fitsAttr(b sight.Press, loc selectors.Locator, css []string) bool {
	if loc.CSS != "" {
		for _, i := range b.CSS {
			if i < len(css) && css[i] == loc.CSS {
				return true
			}
		}
		return false
	}
	if len(loc.Attr) == 0 {
		return false
	}
	for k, want := range loc.Attr {
		if b.Attrs[k] != want {
			return false
		}
	}
	return true
}
