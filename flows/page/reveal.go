package page

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// revealTexts are the labels a reveal may have to find as plain text: rows that
// are clickable as a whole carry no role.
func (v *Visit) revealTexts() []string {
	var out []string
	for _, r := range v.Page.Reveal {
		for _, l := range r.Locators {
			out = append(out, l.Name.All()...)
		}
		out = append(out, r.Within.All()...)
	}
	return out
}

const (
	// beforePress is how long nothing happens before a title is pressed: what hides its
	// controls for a moment while it fills itself is not closed. It need not be long,
	// because a press that did harm, or none at all, is made good by another.
	beforePress = 250 * time.Millisecond
	// beforeAsking is the same before anything is said of what is missing.
	beforeAsking = beforePress / 2
	// deaf is after how long nothing has come of a press.
	deaf = 1500 * time.Millisecond
)

// reveal presses the next thing that shows hidden controls, where it is there
// and not already open. It says whether it did.
func (v *Visit) reveal(ctx context.Context, l *sight.Look, rest time.Duration) (bool, error) {
	if !v.anyMissing() {
		return false, nil
	}
	if rest < beforePress {
		v.Rest.still = beforePress - rest // the next look is worth it then
		return v.revealAsBefore(ctx, l)
	}
	if o := v.Doors.opener; o != nil && !o.again && v.cameToNothing(o, l, rest) {
		o.again = true
		return v.pressReveal(ctx, l, o.index)
	}
	for i := range v.Page.Reveal {
		if v.Doors.Revealed[i] {
			continue
		}
		if acted, err := v.revealOne(ctx, l, i); acted || err != nil {
			return acted, err
		}
	}
	return v.unfold(ctx, l)
}

// cameToNothing says that a press has closed what was open, because a title does
// not always say which, or that what it opened was closed again by a page that drew
// itself anew; or that nothing at all has happened since: a page that is drawn before
// its scripts run does not hear it.
func (v *Visit) cameToNothing(o *opener, l *sight.Look, rest time.Duration) bool {
	return v.shown() < o.shown || rest >= deaf && v.Rest.changed.Equal(o.at) && things(l) == o.things
}

func things(l *sight.Look) int { return len(l.Controls) + len(l.Buttons) + len(l.Layers) }

// revealAsBefore presses what had to be pressed when this page was read before,
// while nothing at all shows of its settings.
func (v *Visit) revealAsBefore(ctx context.Context, l *sight.Look) (bool, error) {
	if v.shown() > 0 {
		return false, nil
	}
	for i := range v.Page.Reveal {
		if v.Doors.Hidden[i] && !v.Doors.Revealed[i] {
			return v.revealOne(ctx, l, i)
		}
	}
	return false, nil
}

// revealOne makes a reveal, and notes what the page showed before.
func (v *Visit) revealOne(ctx context.Context, l *sight.Look, i int) (bool, error) {
	acted, err := v.pressReveal(ctx, l, i)
	if acted && v.Doors.Revealed[i] {
		v.Doors.opener = &opener{index: i, shown: v.shown(), things: things(l), at: v.Rest.changed}
	}
	return acted, err
}

// revealClosed opens what says of itself that it is closed, while something that
// may be absent is missing.
func (v *Visit) revealClosed(ctx context.Context, l *sight.Look, rest time.Duration) (bool, error) {
	if rest < v.Pace.still() || !v.anyMissing() {
		return false, nil
	}
	for i := range v.Page.Reveal {
		if v.Doors.Revealed[i] {
			continue
		}
		ref, _, _ := v.revealTarget(l, &v.Page.Reveal[i])
		for _, b := range l.Buttons {
			if ref == b.Ref && b.Expanded == sight.Closed {
				return v.pressReveal(ctx, l, i)
			}
		}
	}
	return v.unfold(ctx, l)
}

// pressReveal makes one reveal, if what it presses is there and closed.
func (v *Visit) pressReveal(ctx context.Context, l *sight.Look, i int) (bool, error) {
	ref, name, open := v.revealTarget(l, &v.Page.Reveal[i])
	if ref == 0 || open {
		return false, nil
	}
	if err := v.tab.Reveal(ctx, ref, l.Origin, name); err != nil {
		v.Rest.problem = err.Error()
		if errors.Is(err, automation.ErrCovered) {
			return v.coverFallback(ctx)
		}
		return false, nil // drawn anew, or still moving: the next look meets it again
	}
	v.Doors.Revealed[i] = true
	v.Layers.expecting = true
	v.Rest.stirred()
	return true, nil
}

func (v *Visit) anyMissing() bool {
	for _, r := range v.Readings {
		if r.Missing() {
			return true
		}
	}
	return false
}

// shown counts the controls of the page's settings that can be seen now.
func (v *Visit) shown() int { return Shown(v.Readings) }

// Shown counts the controls that were seen.
func Shown(readings []*reading.Setting) int {
	n := 0
	for _, r := range readings {
		for _, p := range r.Parts {
			if p.Found || p.Result == outcome.Ambiguous {
				n++
			}
		}
	}
	return n
}

// coverFallback presses Escape once at what lies over the page: it leaves a
// dialog without answering it. It is never confirmed.
func (v *Visit) coverFallback(ctx context.Context) (bool, error) {
	if !v.gate.mayEscape() {
		return false, nil
	}
	v.Rest.stirred()
	return true, v.tab.Escape(ctx)
}

// revealTarget finds what to press: a button or link of that name; the "Edit"
// of the row that carries the name; or the row itself.
func (v *Visit) revealTarget(l *sight.Look, r *selectors.Reveal) (ref sight.Ref, name string, open bool) {
	within := r.Within.All()
	for _, loc := range r.Locators {
		// A row whose own name carries the label, before one that stands beside it.
		for _, place := range []func(sight.Press) string{sight.Press.Title, rowOf} {
			var found []sight.Press
			for _, b := range l.Buttons {
				if !v.Mine(b.Thing) || b.Disabled || v.Never(b.Title()) {
					continue
				}
				if (fitsAttr(b, loc, v.Css) || fitsName(b, loc.Name.All())) && (len(within) == 0 || sight.HasPhrase(place(b), within)) {
					found = append(found, b)
				}
			}
			if len(found) == 1 {
				return found[0].Ref, found[0].Title(), found[0].Expanded == sight.Open
			}
		}
	}
	if ref, name := v.editOf(l, r); ref != 0 {
		return ref, name, false
	}
	// A whole row that is its own button: its heading is its only name.
	for _, t := range l.Texts[aboutReveals] {
		if !v.Layers.stray(v.Last, t.Layer) && v.belongsTo(t.Phrase, r) {
			return t.Press(), t.Phrase, false
		}
	}
	return 0, "", false
}

func rowOf(b sight.Press) string { return strings.Join(b.Row, "\n") }

// editOf finds the "Edit" of the one row that carries the reveal's name.
func (v *Visit) editOf(l *sight.Look, r *selectors.Reveal) (sight.Ref, string) {
	names := r.Within.All()
	for _, loc := range r.Locators {
		names = append(names, loc.Name.All()...)
	}
	var found []sight.Press
	for _, b := range l.Buttons {
		if sight.IsPhrase(b.Title(), v.Cat.Words.Edit.All()) && v.Mine(b.Thing) && sight.HasPhrase(rowOf(b), names) {
			found = append(found, b)
		}
	}
	if len(found) != 1 {
		return 0, ""
	}
	return found[0].Ref, found[0].Title()
}

// belongsTo: the text is a name of this reveal, or the row its label stands in.
func (v *Visit) belongsTo(label string, r *selectors.Reveal) bool {
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
