package page

import (
	"context"
	"slices"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// maxLostDialogs is how often the dialog around a list is opened again that went when the
// list was closed.
const maxLostDialogs = 8

// listCloser closes lists without choosing anything.
type listCloser struct {
	env  *Env
	view *View
	tab  Tab
	// lost is called when the dialog around a list has gone with it, so that it may be
	// opened again.
	lost func()
	// losses counts that. Once Escape has closed more than the list, lists are left by
	// pressing what opened them.
	losses int
}

// close closes an open list with the given options. there is false if what the list was
// in has gone, too.
func (c *listCloser) close(ctx context.Context, m sight.Match, options []sight.Option) (there bool, err error) {
	if c.losses > 0 && m.Kind == sight.Popup {
		if err := c.tab.Reveal(ctx, m.Ref, c.view.Last.Origin, m.String()); err != nil {
			c.env.Log.Debug("list not closed by what opened it", "error", err)
		}
	}
	// A second Escape would close what the list is in.
	if shows, expanded, err := c.state(ctx, m, options); err != nil || !shows && !expanded {
		return true, err
	}
	if err := c.tab.Escape(ctx); err != nil {
		return true, err
	}
	limit, cancel := context.WithTimeout(ctx, c.env.Pace.Soon())
	defer cancel()
	err = c.view.Until(limit, "close", m.Title(), func(ctx context.Context) (bool, string, error) {
		shows, expanded, err := c.state(ctx, m, options)
		if err != nil {
			return false, err.Error(), nil
		}
		// Not every popup says that it has closed.
		return !shows && (!expanded || m.Kind == sight.Popup), "the list still shows", nil
	})
	if err != nil {
		return true, err
	}
	return c.stillIn(ctx, m.Layer)
}

// state says whether options of a list still show, and whether its control calls itself
// open.
func (c *listCloser) state(ctx context.Context, m sight.Match, options []sight.Option) (shows, expanded bool, err error) {
	l, err := c.tab.Look(ctx, sight.Ask{Texts: map[string][]string{aboutAudiences: c.env.Lex.AudienceTexts()}})
	if err != nil {
		return false, false, err
	}
	expanded = slices.ContainsFunc(l.Controls, func(s sight.Seen) bool { return s.Ref == m.Ref && s.Expanded })
	if m.Kind == sight.Select {
		return false, expanded, nil
	}
	left, err := c.tab.Choices(ctx, m.Ref)
	for _, t := range l.Texts[aboutAudiences] {
		left = append(left, sight.Option{Ref: t.Press()})
	}
	return sharesRef(left, options), expanded, err
}

// stillIn says whether a dialog is still there, and notes if it is not. Zero is the page
// itself, which stays.
func (c *listCloser) stillIn(ctx context.Context, layer sight.Ref) (bool, error) {
	if layer == 0 {
		return true, nil
	}
	l, err := c.tab.Look(ctx, sight.Ask{})
	if err != nil {
		return true, err
	}
	if l.Layer(layer).Ref == layer {
		return true, nil
	}
	c.losses++
	if c.losses <= maxLostDialogs {
		c.lost()
	}
	return false, nil
}
