package act

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
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

// setter sets one control and waits until that takes effect.
type setter struct {
	env       *page.Env
	view      *page.View
	dropDowns *page.DropDowns
	tab       actingTab
	find      finder
	answer    answerer
	reloads   *reloads
	// pressed is when a control was pressed last.
	pressed time.Time
}

// set brings one control to its wanted value: it looks, acts only if the value differs,
// and looks again. If the page redraws itself between look and click, it tries again, but
// it never presses twice without reading in between. It tries less often if something
// covers the control, because the tab has already waited for that to go away.
func (s *setter) set(ctx context.Context, c *plan.Control) error {
	const redraws, covered = 4, 2
	s.reloads.await(ctx, s.find.readAgain)
	if p, err := s.find.known(c); err == nil && p.Value == c.Want {
		return nil // another control has set it, too
	}
	for try := 1; ; try++ {
		var p *reading.Part
		var err error
		if try == 1 && time.Since(s.view.Looked) < s.env.Pace.Look {
			p, err = s.find.known(c) // the look at the previous control is new enough
		} else {
			p, err = s.find.nearby(ctx, c)
		}
		if try == 1 && errors.Is(err, sight.ErrNotFound) {
			p, err = s.find.current(ctx, c) // it may be a row of a list that is out of sight
		}
		if err != nil {
			return err
		}
		if p.Value == c.Want {
			return nil
		}
		q := s.answer.questionOf(nil, wordingsOf(c))
		s.pressed = time.Now()
		s.reloads.pressing()
		err = s.press(ctx, c, p)
		if err == nil {
			err = s.effect(ctx, c, q)
			if err == nil || !errors.Is(err, errLoadedAnew) {
				return err
			}
		}
		redrawn := errors.Is(err, errLoadedAnew) || errors.Is(err, automation.ErrNotActionable) && !errors.Is(err, sight.ErrDisabled)
		most := redraws
		if errors.Is(err, automation.ErrCovered) {
			most = covered
		}
		if !redrawn || try >= most {
			return err
		}
		if !page.Pause(ctx, s.env.Pace.Look) {
			return outcome.Stopped(ctx)
		}
	}
}

// effect waits until the control shows the wanted value. Most do at once, or as soon as the
// server has answered, so the first looks are at the control alone and in quick succession.
func (s *setter) effect(ctx context.Context, c *plan.Control, q *question) error {
	const glances = 4
	limit, cancel := context.WithTimeout(ctx, s.env.Pace.Act)
	defer cancel()
	tries := 0
	pause := func() time.Duration { return s.env.Pace.Look >> max(0, glances-tries) }
	err := s.view.UntilPaced(limit, "set", c.Read.Key, pause, func(ctx context.Context) (bool, string, error) {
		find := s.find.current
		if tries++; tries <= glances {
			find = s.find.nearby
		}
		p, err := find(ctx, c)
		if e := s.answer.meet(ctx, q); e != nil {
			return false, "", e
		}
		if err != nil {
			return false, err.Error(), nil
		}
		arrived, settled := s.reloads.look()
		if p.Value != c.Want && arrived && s.reloads.lost() {
			return false, "", errLoadedAnew
		}
		return p.Value == c.Want && (settled || !arrived), p.Match.String(), nil
	})
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return outcome.Stopped(ctx)
	}
	err = s.answer.leave(ctx, q, err)
	return fmt.Errorf("%w: clicked, but it does not show %s: %w", automation.ErrNoEffect, c.Want, err)
}

// press does the one thing that sets a control. What that is depends on its kind.
func (s *setter) press(ctx context.Context, c *plan.Control, p *reading.Part) error {
	origin := s.view.Last.Origin
	m := p.Match
	if phrase, bad := s.shows(m); bad {
		return fmt.Errorf("%w: %s is never touched: %q", sight.ErrUnreadable, m.String(), phrase)
	}
	if m.Kind == sight.Toggle {
		if err := s.agree(ctx, m); err != nil {
			return err
		}
		return s.tab.Click(ctx, m.Ref, origin, m.String())
	}
	test := s.optionTest(c)
	switch m.Kind {
	case sight.Select:
		i, err := pick(m.Options, test)
		if errors.Is(err, sight.ErrNotFound) {
			if m, err = s.dropDowns.Fill(ctx, m, s.tab.Click, anyOf(test)); err == nil {
				i, err = pick(m.Options, test)
			}
		}
		if err != nil {
			return err
		}
		return s.tab.Choose(ctx, m.Seen, i, origin)
	case sight.Popup:
		return s.pickFromPopup(ctx, m, test)
	}
	i, err := pick(m.Options, test)
	if err != nil {
		return err
	}
	return s.tab.Click(ctx, m.Options[i].Ref, origin, m.Options[i].Text)
}

// shows says whether a control shows a phrase that is never clicked, in its name, its row
// or its options. Only pages that come with the build may name such a control, because
// tests vouch for them; in another one a harmless locator may point at it.
func (s setter) shows(m sight.Match) (string, bool) {
	if !s.env.Lex.Cat.IsOverridden(s.view.Page.ID) {
		return "", false
	}
	for _, text := range slices.Concat(m.Name, m.Row, []string{m.Title(), strings.Join(m.Row, " ")}, texts(m.Options)) {
		if phrase, bad := sight.FindPhrase(text, s.env.Lex.Cat.Words.Never.All()); bad {
			return phrase, true
		}
	}
	return "", false
}

func texts(options []sight.Option) (out []string) {
	for _, o := range options {
		out = append(out, o.Text)
	}
	return out
}

// pickFromPopup opens a drop-down and presses the wanted option.
func (s *setter) pickFromPopup(ctx context.Context, m sight.Match, test func(sight.Option) bool) error {
	offered, err := s.dropDowns.Open(ctx, m, s.tab.Click, anyOf(test))
	if err != nil {
		return err
	}
	options := offered.Options
	i, err := pick(options, test)
	if phrase, bad := s.shows(sight.Match{Seen: sight.Seen{Options: options}}); err == nil && bad {
		err = fmt.Errorf("%w: one of its options is never touched: %q", sight.ErrUnreadable, phrase)
	}
	if err != nil {
		if e := s.dropDowns.Close(ctx, m, options); e != nil {
			s.env.Log.Debug("list not closed", "error", e)
		}
		return err
	}
	return s.pressOption(ctx, offered, options[i], test)
}

// pressOption presses an option of an open list. Bringing it into view may draw the list
// anew; then the option is found again.
func (s *setter) pressOption(ctx context.Context, list page.Offered, o sight.Option, test func(sight.Option) bool) error {
	const redraws = 3
	for try := 1; ; try++ {
		err := s.tab.Click(ctx, o.Ref, s.view.Last.Origin, fmt.Sprintf("option %q", o.Text))
		if try == redraws || !errors.Is(err, automation.ErrNotActionable) || errors.Is(err, sight.ErrDisabled) {
			return err
		}
		now, e := list.Now(ctx)
		if e != nil {
			return err
		}
		i, e := pick(now, test)
		if e != nil {
			return err
		}
		o = now[i]
	}
}

// optionTest returns a function that says whether an option is the wanted one.
func (s *setter) optionTest(c *plan.Control) func(sight.Option) bool {
	lex, setting := s.env.Lex, c.Reading.Wish.Setting
	if setting.Kind == selectors.AudienceChoice {
		return func(o sight.Option) bool { return lex.Audience(lex.AudienceRank(o.Text)) == c.Want }
	}
	means, control := wanted.SwitchState(setting, c.Want), reading.ControlOf(setting, c.Read.Key)
	return func(o sight.Option) bool { return lex.OptionMeans(control, c.Read.Meaning, o.Text) == means }
}

// anyOf says whether an option passes a test, and can be chosen.
func anyOf(test func(sight.Option) bool) func([]sight.Option) bool {
	return func(options []sight.Option) bool {
		return slices.ContainsFunc(options, func(o sight.Option) bool { return !o.Disabled && test(o) })
	}
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

// agree asks the browser's accessibility tree for a second opinion before a click. It has
// none on elements that it ignores, such as a hidden box behind a painted one.
func (s *setter) agree(ctx context.Context, m sight.Match) error {
	w, err := s.tab.Witness(ctx, m.Ref)
	if err != nil || w.Ignored || w.Checked == sight.NoState || w.Checked == m.State {
		return nil //nolint:nilerr // no second opinion is not a contrary one
	}
	return fmt.Errorf("%w: %s, but the browser's accessibility tree says %s", sight.ErrUnreadable, m.String(), w.Checked)
}
