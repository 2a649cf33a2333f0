package automation

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"
	"github.com/plexpriv/plexpriv/automation/sight"
)

// aimLimit is how long a control may keep moving before the click is given up.
const aimLimit = 1500 * time.Millisecond

// aim is the page's answer to "where would a person click?".
type aim struct {
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	Why    string  `json:"why"`
	Origin string  `json:"origin"`
}

// refusal returns why not to click; nil if there is no reason.
func (a aim) refusal(origin, op, what string) error {
	kind, seen := ErrNotActionable, a.Why
	switch {
	case a.Why == "disabled":
		kind = sight.ErrDisabled
	case strings.HasPrefix(a.Why, "covered by"):
		kind = ErrCovered
	case a.Why == "" && a.Origin != origin:
		kind, seen = ErrElsewhere, "at "+a.Origin+" instead of "+origin
	case a.Why == "":
		return nil
	}
	return &sight.ActionError{Op: op, Target: what, Seen: []string{seen}, Tries: 1, Err: kind}
}

// Reveal presses something that only shows what is hidden. A read-only tab may do that,
// because the network guard refuses anything it would change.
func (t *Tab) Reveal(ctx context.Context, ref sight.Ref, origin, what string) error {
	return t.press(ctx, ref, origin, what)
}

// Click clicks an element once with the mouse, where a person would: in the middle of
// the control, or of its label if a drawing covers the control itself. origin is the
// origin that the tab must be at. If the click would not arrive, it does not click and
// returns ErrNotActionable with the reason ("covered by <div>").
func (t *Tab) Click(ctx context.Context, ref sight.Ref, origin, what string) error {
	if err := t.mayAct("click", what); err != nil {
		return err
	}
	return t.press(ctx, ref, origin, what)
}

// mayAct says why a tab must not act, nil if it may.
func (t *Tab) mayAct(op, what string) error {
	if t.readOnly {
		return &sight.ActionError{Op: op, Target: what, Err: ErrReadOnly}
	}
	if why := t.unseen.report(); why != "" {
		return &sight.ActionError{Op: op, Target: what, Seen: []string{why}, Err: ErrUnguarded}
	}
	return nil
}

func (t *Tab) press(ctx context.Context, ref sight.Ref, origin, what string) error {
	at, err := t.aim(ctx, ref)
	if err != nil {
		return &sight.ActionError{Op: "click", Target: what, Err: err}
	}
	if err := at.refusal(origin, "click", what); err != nil {
		return err
	}
	if err := t.viewport.click(ctx, at.X, at.Y); err != nil {
		return &sight.ActionError{Op: "click", Target: what, Err: t.document.explain(err)}
	}
	var landed string
	if err := t.document.call(ctx, &landed, "disarm"); err != nil && !errors.Is(err, ErrUnresponsive) {
		return &sight.ActionError{Op: "click", Target: what, Err: err}
	}
	if landed != "" {
		t.viewport.redraw(ctx)
		return &sight.ActionError{Op: "click", Target: what, Seen: []string{"something slipped in between: " + landed}, Tries: 1, Err: ErrNotActionable}
	}
	return nil
}

// aim finds out where to click, and moves the pointer there. A page may answer the pointer
// with something new, so it is moved first, and the page draws its answer in the frame for
// which aim waits anyway.
func (t *Tab) aim(ctx context.Context, ref sight.Ref) (aim, error) {
	var near *struct{ X, Y float64 }
	if err := t.document.call(ctx, &near, "approach", ref); err != nil {
		return aim{}, err
	}
	moved := make(<-chan error)
	if near != nil {
		moved = t.viewport.move(ctx, near.X, near.Y)
	}
	var at aim
	err := t.document.call(ctx, &at, "aim", ref, aimLimit.Milliseconds())
	if near != nil {
		err = errors.Join(err, t.document.explain(<-moved))
	}
	if err != nil || at.Why != "" || near != nil && near.X == at.X && near.Y == at.Y {
		return at, err
	}
	return at, t.document.explain(<-t.viewport.move(ctx, at.X, at.Y))
}

// Escape presses the Escape key, which closes a popup or dialog without an answer.
func (t *Tab) Escape(ctx context.Context) error { return t.key(ctx, kb.Escape) }

// OpenList opens the list of an editable combobox with the Down arrow, because a click
// only puts the caret into its field (WAI-ARIA Authoring Practices). It does nothing to
// other controls. pressed says whether it pressed the key.
func (t *Tab) OpenList(ctx context.Context, opener sight.Ref) (pressed bool, err error) {
	var closed bool
	if err := t.document.call(ctx, &closed, "unopened", opener); err != nil || !closed {
		return false, err
	}
	return true, t.key(ctx, kb.ArrowDown)
}

func (t *Tab) key(ctx context.Context, key string) error {
	return t.document.explain(t.document.ask(ctx, func(ctx context.Context) error {
		for _, r := range key {
			for _, ev := range kb.Encode(r) {
				if _, err := cdp.Call(ctx, t.document.target, input.DispatchKeyEvent, *ev); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// Choose picks the option with index to in a native list. It operates a drop-down with
// the keyboard (open, move, confirm), so that the page gets one change event and none
// for the options in between. In a list that always shows, it clicks the option.
func (t *Tab) Choose(ctx context.Context, s sight.Seen, to int, origin string) error {
	what := s.String()
	if err := t.mayAct("choose", what); err != nil {
		return err
	}
	if to < 0 || to >= len(s.Options) || s.Options[to].Disabled {
		return &sight.ActionError{Op: "choose", Target: what, Err: sight.ErrDisabled}
	}
	if s.Role == "listbox" {
		return t.Click(ctx, s.Options[to].Ref, origin, fmt.Sprintf("option %q", s.Options[to].Text))
	}
	var at aim
	if err := t.document.call(ctx, &at, "aim", s.Ref, aimLimit.Milliseconds()); err != nil {
		return &sight.ActionError{Op: "choose", Target: what, Err: err}
	}
	if err := at.refusal(origin, "choose", what); err != nil {
		return err
	}
	var ok bool
	if err := t.document.call(ctx, nil, "disarm"); err != nil {
		return &sight.ActionError{Op: "choose", Target: what, Err: err}
	}
	if err := t.document.call(ctx, &ok, "focus", s.Ref); err != nil || !ok {
		return &sight.ActionError{Op: "choose", Target: what, Seen: []string{"it does not take the focus"}, Tries: 1, Err: ErrNotActionable}
	}
	steps := walk(s.Options, to)
	keys := []string{" "}
	for range max(steps, -steps) {
		if steps > 0 {
			keys = append(keys, kb.ArrowDown)
		} else {
			keys = append(keys, kb.ArrowUp)
		}
	}
	for _, k := range append(keys, kb.Enter) {
		if err := t.key(ctx, k); err != nil {
			return &sight.ActionError{Op: "choose", Target: what, Err: err}
		}
	}
	// If the list stayed open, it would take the next click.
	var open bool
	if err := t.document.call(ctx, &open, "isOpen", s.Ref); err == nil && open {
		return t.key(ctx, kb.Escape)
	}
	return nil
}

// walk counts the enabled options between the chosen one and the wanted one.
func walk(options []sight.Option, to int) int {
	from := -1 // nothing is chosen: the first key press reaches the first option
	for i, o := range options {
		if o.Selected {
			from = i
		}
	}
	steps := 0
	for i := min(from, to); i < max(from, to); i++ {
		j := i
		if to > from {
			j = i + 1
		}
		if !options[j].Disabled {
			steps++
		}
	}
	if to < from {
		return -steps
	}
	return steps
}
