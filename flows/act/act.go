package act

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plan"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// Actor is a page that was read, with a tab that can act on it. There is one only
// while an apply sets what differs; whatever only reads has no use of it.
type Actor struct {
	*page.Visit
	Tab page.ActingTab
	// LeaveOff is when no other control is to be set, so that time is left to read
	// everything back; zero for any time.
	LeaveOff time.Time
	Done
}

// Act sets everything that differs, one group of controls with a common save
// control after the other. It never fails as a whole: each change carries its
// own error.
func (v *Actor) Act(ctx context.Context, all []*plan.Control) {
	// What was pressed and shows no effect may be saved all the same, at a time that is
	// not known.
	unclear, saved := false, false
	defer func() {
		if unclear || v.LastSave.IsZero() {
			v.LastSave = time.Now()
		}
	}()
	for len(all) > 0 {
		here := v.herePart(all)
		if err := v.List.GoTo(ctx, here[0].Read.At); err != nil {
			for _, c := range here {
				c.Err = err
			}
			all = without(all, here)
			continue
		}
		v.meetHere(ctx, here)
		if saved {
			v.meetSaved(ctx, here)
		}
		group := v.groupOf(here)
		since := time.Now()
		v.actBulk(ctx, group)
		for _, c := range group {
			if ctx.Err() != nil {
				c.Err = outcome.Stopped(ctx)
				continue
			}
			if !v.LeaveOff.IsZero() && time.Now().After(v.LeaveOff) {
				c.Err = plan.ErrNoTimeLeft
				continue
			}
			if v.sessionOver() {
				c.Err = ErrSessionEnded
				continue
			}
			if c.Err != nil {
				continue // "All No" has shown that the list is not understood
			}
			c.Err = v.set(ctx, c)
			if c.Err != nil {
				unclear = true
				v.Env.Log.Debug("control not set", "setting", c.Reading.Wish.Setting.ID, "error", c.Err)
			}
		}
		if note := v.save(ctx, group, since); note != "" {
			v.Notes = append(v.Notes, note)
		}
		refused := denied(v.Tab.Writes(since))
		for _, c := range group {
			c.Denied = refused
		}
		saved = true
		all = without(all, group)
	}
}

func without(all, gone []*plan.Control) []*plan.Control {
	in := map[*plan.Control]bool{}
	for _, c := range gone {
		in[c] = true
	}
	rest := all[:0:0]
	for _, c := range all {
		if !in[c] {
			rest = append(rest, c)
		}
	}
	return rest
}

// sessionOver says whether Plex has refused a request of the page because it no
// longer takes the session.
func (v *Actor) sessionOver() bool {
	for _, t := range v.Tab.Troubles() {
		if t.Status == 401 {
			return true
		}
	}
	return false
}

// readAgain reads the page as it is now, without waiting for it to rest.
func (v *Actor) readAgain(ctx context.Context) {
	if _, err := v.View.Look(ctx, page.Glance{Act: true}); err != nil {
		return
	}
	v.List.Rename(v.View.Readings)
}

func (v *Actor) findReading(old *reading.Setting) *reading.Setting {
	for _, r := range v.View.Readings {
		if r.Wish.Setting.ID == old.Wish.Setting.ID {
			return r
		}
	}
	return nil
}

// current finds a control as it is now.
func (v *Actor) current(ctx context.Context, c *plan.Control) (*reading.Part, error) {
	v.readAgain(ctx)
	p, err := v.known(ctx, c)
	if errors.Is(err, sight.ErrNotFound) {
		if q, _ := v.bring(ctx, c); q != nil {
			return q, nil
		}
	}
	return p, err
}

// known finds a control as it was at the last look.
func (v *Actor) known(_ context.Context, c *plan.Control) (*reading.Part, error) {
	r := v.findReading(c.Reading)
	if r == nil {
		return nil, sight.ErrNotFound
	}
	for _, p := range r.Parts {
		if p.Key != c.Read.Key {
			continue
		}
		if !p.Found {
			return nil, fmt.Errorf("%w: %s", kindOf(p.Result), p.Detail)
		}
		return p, nil
	}
	return nil, fmt.Errorf("%q: %w", c.Read.Key, sight.ErrNotFound)
}

func kindOf(r outcome.Result) error {
	switch r {
	case outcome.Ambiguous:
		return sight.ErrAmbiguous
	case outcome.Unreadable:
		return sight.ErrUnreadable
	case outcome.Disabled:
		return sight.ErrDisabled
	}
	return sight.ErrNotFound
}

// set brings one control to its wanted value: look, act only if it differs,
// look again. A page that draws itself anew between look and click is met again,
// but nothing is pressed twice without having been read in between. What is
// covered was waited for already.
func (v *Actor) set(ctx context.Context, c *plan.Control) error {
	const redraws, covered = 4, 2
	if p, err := v.known(ctx, c); err == nil && p.Value == c.Want {
		return nil // set along with another one; each was looked at after
	}
	for try := 1; ; try++ {
		find := v.current
		if try == 1 && time.Since(v.View.Looked) < v.Env.Pace.Look {
			find = v.known // the look that saw the control before this one take effect
		}
		p, err := find(ctx, c)
		if try == 1 && errors.Is(err, sight.ErrNotFound) {
			p, err = v.current(ctx, c) // a row of a list that is out of sight
		}
		if err != nil {
			return err
		}
		if p.Value == c.Want {
			return nil
		}
		q := v.questionOf(nil, wordingsOf(c))
		err = v.press(ctx, c, p)
		if err == nil {
			return v.effect(ctx, c, q)
		}
		redrawn := errors.Is(err, automation.ErrNotActionable) && !errors.Is(err, sight.ErrDisabled)
		most := redraws
		if errors.Is(err, automation.ErrCovered) {
			most = covered
		}
		if !redrawn || try >= most {
			return err
		}
		if !page.Pause(ctx, v.Env.Pace.Look) {
			return outcome.Stopped(ctx)
		}
	}
}

// effect waits until the control shows what is wanted.
func (v *Actor) effect(ctx context.Context, c *plan.Control, q *question) error {
	limit, cancel := context.WithTimeout(ctx, v.Env.Pace.Act)
	defer cancel()
	err := v.View.Until(limit, "set", c.Read.Key, func(ctx context.Context) (bool, string, error) {
		p, err := v.current(ctx, c)
		if e := v.meetQuestion(ctx, q); e != nil {
			return false, "", e
		}
		if err != nil {
			return false, err.Error(), nil
		}
		return p.Value == c.Want, p.Match.String(), nil
	})
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return outcome.Stopped(ctx)
	}
	err = v.unanswered(ctx, q, err)
	return fmt.Errorf("%w: clicked, but it does not show %s: %w", automation.ErrNoEffect, c.Want, err)
}

// press does the one thing that sets a control, by its kind.
func (v *Actor) press(ctx context.Context, c *plan.Control, p *reading.Part) error {
	origin := v.View.Last.Origin
	m := p.Match
	if m.Kind == sight.Toggle {
		if err := v.agree(ctx, m); err != nil {
			return err
		}
		return v.Tab.Click(ctx, m.Ref, origin, m.String())
	}
	test := v.optionTest(c)
	switch m.Kind {
	case sight.Select:
		i, err := pick(m.Options, test)
		if err != nil {
			return err
		}
		return v.Tab.Choose(ctx, m.Seen, i, origin)
	case sight.Popup:
		return v.pickFromPopup(ctx, m, test, origin)
	}
	i, err := pick(m.Options, test)
	if err != nil {
		return err
	}
	return v.Tab.Click(ctx, m.Options[i].Ref, origin, m.Options[i].Text)
}

// optionTest says which option of a choice is the wanted one.
func (v *Actor) optionTest(c *plan.Control) func(sight.Option) bool {
	s := c.Reading.Wish.Setting
	if s.Kind == selectors.AudienceChoice {
		return func(o sight.Option) bool { return v.Env.Lex.Audience(v.Env.Lex.AudienceRank(o.Text)) == c.Want }
	}
	means := wanted.SwitchState(s, c.Want)
	return func(o sight.Option) bool { return c.Match.OptionMeans(o.Text, v.Env.Lex.Words) == means }
}

func pick(options []sight.Option, test func(sight.Option) bool) (int, error) {
	at := -1
	for i, o := range options {
		if !test(o) {
			continue
		}
		if at >= 0 {
			return 0, fmt.Errorf("%w: the options %q and %q both fit", sight.ErrAmbiguous, options[at].Text, o.Text)
		}
		at = i
	}
	if at < 0 {
		return 0, fmt.Errorf("%w: none of the options fits: %s", sight.ErrNotFound, optionTexts(options))
	}
	if options[at].Disabled {
		return 0, fmt.Errorf("%w: option %q", sight.ErrDisabled, options[at].Text)
	}
	return at, nil
}

func optionTexts(options []sight.Option) string {
	out := ""
	for i, o := range options {
		if i > 0 {
			out += ", "
		}
		out += fmt.Sprintf("%q", o.Text)
	}
	return out
}

// agree asks the browser's accessibility tree for a second opinion before a
// click. An element it ignores (a hidden box behind a painted one) has none.
func (v *Actor) agree(ctx context.Context, m sight.Match) error {
	w, err := v.Tab.Witness(ctx, m.Ref)
	if err != nil || w.Ignored || w.Checked == sight.NoState || w.Checked == m.State {
		return nil //nolint:nilerr // no second opinion is not a contrary one
	}
	return fmt.Errorf("%w: %s, but the browser's accessibility tree says %s", sight.ErrUnreadable, m.String(), w.Checked)
}
