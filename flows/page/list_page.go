package page

import (
	"context"
	"errors"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/list"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// listPage is a visit as its list sees it.
type listPage struct{ visit *Visit }

func newList(v *Visit) *list.List {
	p := v.Pace
	return list.New(listPage{v}, v.wishesOf(), v.Lexicon, list.Pace{Look: p.Look, Settle: p.Settle, Act: p.Act, Brief: p.brief(), Turn: p.turn(), More: p.more()}, v.Log)
}

// Look reads what shows now.
func (p listPage) Look(ctx context.Context) error {
	_, err := p.visit.Look(ctx, Glance{text: true, rest: true, Act: true})
	return err
}

// Rest waits until what shows has been the same for d, with no request under
// way. Nothing at all, and what may still be drawn after an answer, is waited
// for as long as the first part of the page was.
func (p listPage) Rest(ctx context.Context, d time.Duration) error {
	v := p.visit
	limit, cancel := context.WithTimeout(ctx, v.Pace.Act)
	defer cancel()
	v.Rest.stirred()
	return v.Until(limit, "read", "the rest of the list", func(ctx context.Context) (bool, string, error) {
		if err := p.Look(ctx); err != nil {
			return false, "", err
		}
		enough := d
		if v.shown() == 0 || v.tab.Answered().After(v.Rest.changed) {
			enough = v.Pace.Settle
		}
		return min(time.Since(v.Rest.changed), v.tab.Quiet()) >= enough && !v.Last.Busy, "not yet at rest", nil
	})
}

// Until looks again and again until done says so.
func (p listPage) Until(ctx context.Context, op, target string, done func(context.Context) (bool, string, error)) error {
	return p.visit.Until(ctx, op, target, done)
}

// Reload loads the page anew and waits until it has come to rest.
func (p listPage) Reload(ctx context.Context) error { return p.visit.Reopen(ctx) }

// Press presses what shows something.
func (p listPage) Press(ctx context.Context, b sight.Press) error {
	return p.visit.tab.Reveal(ctx, b.Ref, p.visit.Last.Origin, b.Title())
}

// ScrollOn scrolls the list on.
func (p listPage) ScrollOn(ctx context.Context, last sight.Ref) (bool, error) {
	return p.visit.tab.ScrollOn(ctx, last)
}

// ScrollBack scrolls the list to its beginning.
func (p listPage) ScrollBack(ctx context.Context, near sight.Ref) (bool, error) {
	return p.visit.tab.ScrollBack(ctx, near)
}

// Quiet is for how long no request has been under way.
func (p listPage) Quiet() time.Duration { return p.visit.tab.Quiet() }

// Shows is what the last look found.
func (p listPage) Shows() list.Shown {
	v := p.visit
	return list.Shown{Look: v.Last, Readings: v.Readings, Claims: v.Claims, Opened: v.Rest.opened, Signature: v.Rest.signature}
}

// Mine says whether a thing is the page's own.
func (p listPage) Mine(t sight.Thing) bool { return p.visit.Mine(t) }

// Strangers are the controls that nobody claims.
func (p listPage) Strangers() []outcome.UnknownControl { return p.visit.strangers() }

// Framed says why something may stand in a frame that is not looked into.
func (p listPage) Framed() string { return p.visit.framed(p.visit.Last) }

// Reader reads a look of the page.
func (p listPage) Reader() *reading.Reader { return p.visit.Reader() }

// Reopen loads the page anew and waits until it has come to rest.
func (v *Visit) Reopen(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, v.Pace.Page)
	defer cancel()
	if status, detail := v.open(ctx, v.Page.URL); status != "" {
		return errors.New(detail)
	}
	return v.Until(ctx, "read", "the "+v.Page.Title+" page", func(ctx context.Context) (bool, string, error) {
		end, err := v.step(ctx)
		if end != nil && end.halted {
			return false, "", errors.New(end.Detail)
		}
		return end != nil, v.Rest.problem, err
	})
}
