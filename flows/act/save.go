package act

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plan"
)

// groupOf picks, of the changes still to be made, those that one save control
// governs, the first change's among them. A press of a save may load the page
// anew, so one group is finished before the next begins.
func (v *Actor) groupOf(all []*plan.Control) []*plan.Control {
	saves := v.saves(v.View.Last)
	first := v.governing(saves, all[0])
	var out []*plan.Control
	for _, c := range all {
		g := v.governing(saves, c)
		if (g == nil) == (first == nil) && (g == nil || g.Ref == first.Ref) {
			out = append(out, c)
		}
	}
	return out
}

// saves lists the controls that save something: named so by the catalogue, and
// by nothing that must never be pressed.
func (v *Actor) saves(l *sight.Look) []sight.Press {
	var out []sight.Press
	for _, b := range l.Buttons {
		name := b.Title()
		if b.Beside() {
			continue
		}
		if v.View.Mine(b.Thing) && sight.IsPhrase(name, v.Env.Lex.Cat.Words.Save.All()) && !v.Env.Lex.Never(name) {
			out = append(out, b)
		}
	}
	return out
}

// governing finds the save control of a change: the one nearest to the control
// in the document; none where two are equally near. A dialog's own controls are
// saved in the dialog.
func (v *Actor) governing(saves []sight.Press, c *plan.Control) *sight.Press {
	path, layer := c.Match.Path, c.Match.Layer
	if b := c.Reading.Bulk; b != nil && len(path) == 0 {
		path, layer = b.Path, b.Layer
	}
	var best []sight.Press
	depth := 0
	for _, s := range saves {
		if !v.sameSheet(layer, s.Layer) {
			continue
		}
		d := sight.Shared(path, s.Path)
		switch {
		case d > depth:
			best, depth = []sight.Press{s}, d
		case d == depth:
			best = append(best, s)
		}
	}
	if len(best) != 1 {
		return nil
	}
	return &best[0]
}

// sameSheet: what is changed in a dialog is saved in it, and what is changed on
// the page is saved on the page or on a bar that floats over it.
func (v *Actor) sameSheet(control, save sight.Ref) bool {
	over := func(ref sight.Ref) sight.Ref {
		if x := v.View.Last.Layer(ref); x.Kind == sight.Bar {
			return x.Inside
		}
		return ref
	}
	return over(control) == over(save)
}

// save presses what saves a group of changes, or waits for the page to save by
// itself. It answers with what went wrong, in words, if anything showed.
func (v *Actor) save(ctx context.Context, group []*plan.Control, since time.Time) string {
	set := 0
	for _, c := range group {
		if c.Err == nil {
			set++
		}
	}
	if set == 0 {
		return v.leave(ctx)
	}
	button := v.saveButton(ctx, group)
	if button == nil {
		note := v.awaitSave(ctx, since, nil)
		for _, c := range group {
			c.Unsent = note == "" && len(v.Tab.Writes(since)) == 0
		}
		return note
	}
	save := v.Env.Lex.Cat.Words.Save.All()
	q := v.questionOf(save, save)
	before := time.Now()
	if err := v.Tab.Click(ctx, button.Ref, v.View.Last.Origin, button.Title()); err != nil {
		return "not saved: " + err.Error()
	}
	return v.awaitSave(ctx, before, q)
}

// saveButton looks for the group's save control, and waits a little for one
// that comes alive only after a change.
func (v *Actor) saveButton(ctx context.Context, group []*plan.Control) *sight.Press {
	limit, cancel := context.WithTimeout(ctx, v.Env.Pace.Soon())
	defer cancel()
	var out *sight.Press
	_ = v.View.Until(limit, "find", "a save control", func(ctx context.Context) (bool, string, error) {
		v.readAgain(ctx)
		saves := v.saves(v.View.Last)
		for _, c := range group {
			if c.Err != nil {
				continue
			}
			now := *c
			if p, err := v.known(ctx, c); err == nil {
				now.Match = p.Match
			}
			b := v.governing(saves, &now)
			if b != nil && !b.Disabled {
				out = b
				return true, "", nil
			}
		}
		return len(saves) == 0, "the save control is disabled", nil
	})
	return out
}

// awaitSave waits until what was pressed has been carried out: the requests are
// answered and the page is quiet again.
func (v *Actor) awaitSave(ctx context.Context, since time.Time, q *question) string {
	limit, cancel := context.WithTimeout(ctx, v.Env.Pace.Saving())
	defer cancel()
	const quiet, lull = 400 * time.Millisecond, 200 * time.Millisecond
	err := v.View.Until(limit, "save", v.View.Page.Title, func(ctx context.Context) (bool, string, error) {
		waited := time.Since(since)
		if q != nil && len(v.Tab.Writes(since)) == 0 && v.Tab.Quiet() >= lull {
			v.readAgain(ctx)
			if err := v.meetQuestion(ctx, q); err != nil {
				return false, "", err
			}
		}
		switch {
		case v.Tab.Quiet() < quiet:
			return false, "requests under way", nil
		case len(v.Tab.Writes(since)) > 0, waited > v.Env.Pace.Debounce:
			return true, "", nil
		}
		return false, "nothing sent yet", nil
	})
	if err != nil {
		return "the page did not finish saving: " + err.Error()
	}
	return v.answer(since)
}

// answer says what Plex answered to what was sent since, if it was not yes.
// What the guard refused is told where nothing else was sent: else it was no
// save, but one of the page's reports on its visitors.
func (v *Actor) answer(since time.Time) string {
	note := ""
	sent := v.Tab.Writes(since)
	saved := slices.ContainsFunc(sent, func(w automation.Write) bool { return !w.Refused() })
	for _, w := range sent {
		if w.At.After(v.LastSave) {
			v.LastSave = w.At
		}
		if note != "" || !w.Bad() || saved && w.Refused() {
			continue
		}
		if w.Failed != "" {
			note = fmt.Sprintf("the save was not answered (%s)", w.Failed)
			continue
		}
		note = fmt.Sprintf("Plex answered %d to the save", w.Status)
		if asked, ok := page.AskedToWait(w.RetryAfter); ok {
			v.Asked = max(v.Asked, asked)
			note += " and asks to wait " + asked.String()
		}
	}
	return note
}

// leave goes out of an open dialog without saving.
func (v *Actor) leave(ctx context.Context) string {
	for _, b := range v.View.Last.Buttons {
		if v.View.Last.Layer(b.Layer).Kind == sight.Dialog && v.View.Trusted(b.Layer) && sight.IsPhrase(b.Title(), v.Env.Lex.Cat.Words.Cancel.All()) {
			if err := v.Tab.Reveal(ctx, b.Ref, v.View.Last.Origin, b.Title()); err == nil {
				return ""
			}
		}
	}
	return ""
}
