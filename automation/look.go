package automation

import (
	"cmp"
	"context"
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// Look looks at the tab once. A page that has more than a look can take is ErrTooMuch.
func (t *Tab) Look(ctx context.Context, ask sight.Ask) (*sight.Look, error) {
	var l struct {
		sight.Look
		Opaque []sight.Ref `json:"opaque"`
		// TooMuch says of what the page has too much for a look.
		TooMuch string `json:"tooMuch"`
	}
	err := t.document.call(ctx, &l, "look", ask)
	if err == nil && len(l.Opaque) > 0 {
		err = t.document.call(ctx, &l, "look", secondAsk{ask, t.document.askTree(ctx, l.Opaque)})
	}
	if err == nil && l.TooMuch != "" {
		err = fmt.Errorf("%w: %s", ErrTooMuch, l.TooMuch)
	}
	if err != nil {
		return nil, fmt.Errorf("look at the page: %w", err)
	}
	l.Controls = sight.FoldButtons(l.Controls)
	return &l.Look, nil
}

// Entries returns all entries of an open list that has no roles, of which some are known.
// It returns none if the list is built in a way that nobody can tell.
func (t *Tab) Entries(ctx context.Context, known []sight.Ref) ([]sight.Option, error) {
	var out []sight.Option
	if err := t.document.call(ctx, &out, "entriesOf", known); err != nil {
		return nil, fmt.Errorf("read the list: %w", err)
	}
	return out, nil
}

// Glance looks again at one control that the last look has found, and at its row only. It
// returns an error if that look no longer stands for the rest of the page: its row has
// gone, something has come over the page. ErrDoubt then says that a whole look is needed.
func (t *Tab) Glance(ctx context.Context, ref sight.Ref, ask sight.Ask) (sight.Seen, error) {
	var g struct {
		Controls []sight.Seen `json:"controls"`
		Why      string       `json:"why"`
	}
	if err := t.document.call(ctx, &g, "glance", ref, ask); err != nil {
		return sight.Seen{}, fmt.Errorf("glance at a control: %w", err)
	}
	found := sight.FoldButtons(g.Controls)
	if len(found) != 1 {
		return sight.Seen{}, fmt.Errorf("%w: %s", ErrDoubt, cmp.Or(g.Why, fmt.Sprintf("%d controls in its row", len(found))))
	}
	return found[0], nil
}

// Choices returns what an open popup offers.
func (t *Tab) Choices(ctx context.Context, opener sight.Ref) ([]sight.Option, error) {
	var out []sight.Option
	if err := t.document.call(ctx, &out, "choicesOf", opener); err != nil {
		return nil, fmt.Errorf("read the list: %w", err)
	}
	return out, nil
}
