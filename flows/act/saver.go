package act

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plan"
)

// saver saves what was set, and remembers the answers.
type saver struct {
	env    *page.Env
	view   *page.View
	tab    actingTab
	find   finder
	answer answerer
	// last is when the last save was answered, zero if none was. asked is how long Plex
	// asked to wait before another save.
	last  time.Time
	asked time.Duration
	// patient says that the page is not left before it has had time to save, whatever it
	// has sent: in the try before, what seemed to be the save was none.
	patient bool
}

// groupOf returns the changes that have the same save control as the first one. Saving
// may load the page again, so each group is finished before the next one begins.
func (s *saver) groupOf(all []*plan.Control) []*plan.Control {
	saves := s.saves()
	first := s.governing(saves, all[0])
	var out []*plan.Control
	for _, c := range all {
		g := s.governing(saves, c)
		if (g == nil) == (first == nil) && (g == nil || g.Ref == first.Ref) {
			out = append(out, c)
		}
	}
	return out
}

// saves returns the save controls: those with a name that the catalogue has for saving,
// and no word that must never be pressed.
func (s *saver) saves() []sight.Press {
	var out []sight.Press
	for _, b := range s.view.Last.Buttons {
		name := b.Title()
		if b.Beside() {
			continue
		}
		if s.view.IsOwn(b.Thing) && sight.IsPhrase(name, s.env.Lex.Cat.Words.Save.All()) && !s.env.Lex.IsNeverClicked(name) {
			out = append(out, b)
		}
	}
	return out
}

// governing returns the save control of a change: the one nearest to it in the document,
// or nil if two are equally near. Controls in a dialog are saved in the dialog.
func (s *saver) governing(saves []sight.Press, c *plan.Control) *sight.Press {
	path, layer := c.Match.Path, c.Match.Layer
	if b := c.Reading.Bulk; b != nil && len(path) == 0 {
		path, layer = b.Path, b.Layer
	}
	var best []sight.Press
	depth := 0
	for _, b := range saves {
		if !s.sameSheet(layer, b.Layer) {
			continue
		}
		d := sight.Shared(path, b.Path)
		switch {
		case d > depth:
			best, depth = []sight.Press{b}, d
		case d == depth:
			best = append(best, b)
		}
	}
	if len(best) != 1 {
		return nil
	}
	return &best[0]
}

// sameSheet says whether a save control can belong to a control: both are in the same
// dialog, or both on the page itself or on a bar that floats over it.
func (s *saver) sameSheet(control, save sight.Ref) bool {
	over := func(ref sight.Ref) sight.Ref {
		if x := s.view.Last.Layer(ref); x.Kind == sight.Bar {
			return x.Inside
		}
		return ref
	}
	return over(control) == over(save)
}

// save presses the save control of a group, or waits for the page to save by itself. It
// returns what went wrong, in words, if anything did.
//
// since is when the first control of the group was pressed, pressed when the last was.
func (s *saver) save(ctx context.Context, group []*plan.Control, since, pressed time.Time) string {
	set := 0
	for _, c := range group {
		if c.Err == nil {
			set++
		}
	}
	if set == 0 {
		s.leave(ctx)
		return ""
	}
	button := s.saveButton(ctx, group)
	if button == nil {
		note := s.awaitSave(ctx, since, pressed, nil)
		for _, c := range group {
			c.Unsent = note == "" && len(s.sent(since)) == 0
		}
		return note
	}
	save := s.env.Lex.Cat.Words.Save.All()
	q := s.answer.questionOf(save, save)
	before := time.Now()
	if err := s.tab.Click(ctx, button.Ref, s.view.Last.Origin, button.Title()); err != nil {
		return "not saved: " + err.Error()
	}
	return s.awaitSave(ctx, before, before, q)
}

// sent returns what the page sent since a moment that may be a save.
func (s *saver) sent(since time.Time) []automation.Write {
	return slices.DeleteFunc(s.tab.Writes(since), func(w automation.Write) bool { return w.Aside })
}

// saved says whether something that may be the save has left since a moment.
func (s *saver) saved(since time.Time) bool {
	return slices.ContainsFunc(s.sent(since), func(w automation.Write) bool { return !w.Refused() })
}

// saveButton returns the save control of a group, or nil. It waits a little for one that
// is enabled only after a change.
func (s *saver) saveButton(ctx context.Context, group []*plan.Control) *sight.Press {
	limit, cancel := context.WithTimeout(ctx, s.env.Pace.Soon())
	defer cancel()
	var out *sight.Press
	_ = s.view.Until(limit, "find", "a save control", func(ctx context.Context) (bool, string, error) {
		s.find.readAgain(ctx)
		saves := s.saves()
		for _, c := range group {
			if c.Err != nil {
				continue
			}
			now := *c
			if p, err := s.find.known(c); err == nil {
				now.Match = p.Match
			}
			b := s.governing(saves, &now)
			if b != nil && !b.Disabled {
				out = b
				return true, "", nil
			}
		}
		return len(saves) == 0, "the save control is disabled", nil
	})
	return out
}

// awaitSave waits until the save is done: its requests are answered and the page is quiet
// again. What was sent before the last press is not all of it. A page may also wait a
// while before it saves, and report meanwhile what its visitor does.
func (s *saver) awaitSave(ctx context.Context, since, pressed time.Time, q *question) string {
	limit, cancel := context.WithTimeout(ctx, s.env.Pace.Saving())
	defer cancel()
	const quiet, lull = 400 * time.Millisecond, 200 * time.Millisecond
	err := s.view.Until(limit, "save", s.view.Page.Title, func(ctx context.Context) (bool, string, error) {
		waited := time.Since(pressed)
		if q != nil && len(s.tab.Writes(since)) == 0 && s.tab.Quiet() >= lull {
			s.find.readAgain(ctx)
			if err := s.answer.meet(ctx, q); err != nil {
				return false, "", err
			}
		}
		switch {
		case s.tab.Quiet() < quiet:
			return false, "requests under way", nil
		case s.patient && waited <= s.env.Pace.LongDebounce:
			return false, "it may still save", nil
		case s.saved(pressed), waited > s.env.Pace.Debounce:
			return true, "", nil
		}
		return false, "nothing sent yet", nil
	})
	if err != nil {
		return "the page did not finish saving: " + err.Error()
	}
	return s.heed(since)
}

// heed notes the answers to what was sent since a moment, and returns what went wrong. A
// request that the guard refused counts only if nothing else was sent: otherwise it was
// not the save, but one of the page's reports on its visitors.
func (s *saver) heed(since time.Time) string {
	note := ""
	sent, saved := s.sent(since), s.saved(since)
	for _, w := range sent {
		if w.At.After(s.last) {
			s.last = w.At
		}
		if note != "" || !w.Bad() || saved && w.Refused() {
			continue
		}
		if w.Failed != "" {
			note = fmt.Sprintf("the save was not answered (%s)", w.Failed)
			continue
		}
		note = fmt.Sprintf("Plex answered %d to the save", w.Status)
		if asked, ok := answer.RetryAfter(w.RetryAfter); ok {
			note += " and asks to wait " + asked.String()
		}
		_, wait := answer.Again(w.Status, w.RetryAfter)
		s.asked = max(s.asked, wait)
	}
	return note
}

// leave closes an open dialog without saving.
func (s *saver) leave(ctx context.Context) {
	for _, b := range s.view.Last.Buttons {
		if s.view.Last.Layer(b.Layer).Kind == sight.Dialog && s.view.Trusted(b.Layer) && sight.IsPhrase(b.Title(), s.env.Lex.Cat.Words.Cancel.All()) {
			if err := s.tab.Reveal(ctx, b.Ref, s.view.Last.Origin, b.Title()); err == nil {
				return
			}
		}
	}
}
