package page

import (
	"context"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/list"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// listPage is what package list may do with a page: read it, move it, load it again.
type listPage struct {
	view   *View
	tab    Tab
	rest   *rest
	reload func(context.Context) error
}

func newList(p listPage, wishes wanted.Page, e *Env) *list.List {
	w := e.Pace
	return list.New(p, wishes, e.Lex, list.Pace{Look: w.Look, Rest: w.Rest, Act: w.Act, Brief: w.brief(), Turn: w.turn(), More: w.more()}, e.Log)
}

// Look looks at the page and reads what shows now.
func (p listPage) Look(ctx context.Context) error {
	_, err := p.view.Look(ctx, LookOptions{text: true, rest: true, Act: true})
	return err
}

// Rest waits until what shows has been the same for d, with no request under way. If
// nothing shows, or an answer may still be drawn, it waits for the whole rest time.
func (p listPage) Rest(ctx context.Context, d time.Duration) error {
	pace := p.view.env.Pace
	limit, cancel := context.WithTimeout(ctx, pace.Act)
	defer cancel()
	p.rest.stirred()
	return p.view.Until(limit, "read", "the rest of the list", func(ctx context.Context) (bool, string, error) {
		if err := p.Look(ctx); err != nil {
			return false, "", err
		}
		enough := d
		if p.view.shown() == 0 || p.tab.Answered().After(p.rest.changed) {
			enough = pace.Rest
		}
		return min(time.Since(p.rest.changed), p.tab.Quiet()) >= enough && !p.view.Last.Busy, "not yet at rest", nil
	})
}

// Until calls done again and again until it returns true or an error.
func (p listPage) Until(ctx context.Context, op, target string, done func(context.Context) (bool, string, error)) error {
	return p.view.Until(ctx, op, target, done)
}

// Reload loads the page anew and waits until it has come to rest.
func (p listPage) Reload(ctx context.Context) error { return p.reload(ctx) }

// Press presses something that shows more and changes nothing.
func (p listPage) Press(ctx context.Context, b sight.Press) error {
	return p.tab.Reveal(ctx, b.Ref, p.view.Last.Origin, b.Title())
}

// ScrollOn scrolls the list on.
func (p listPage) ScrollOn(ctx context.Context, last sight.Ref) (bool, error) {
	return p.tab.ScrollOn(ctx, last)
}

// ScrollBack scrolls the list to its beginning.
func (p listPage) ScrollBack(ctx context.Context, near sight.Ref) (bool, error) {
	return p.tab.ScrollBack(ctx, near)
}

// Quiet returns for how long no request has been under way.
func (p listPage) Quiet() time.Duration { return p.tab.Quiet() }

// Shows returns what the last look found.
func (p listPage) Shows() list.Shown {
	return list.Shown{Look: p.view.Last, Readings: p.view.Readings, Claims: p.view.Claims, Opened: p.rest.opened, Signature: p.rest.signature}
}

// IsOwn says whether a thing is the page's own.
func (p listPage) IsOwn(t sight.Thing) bool { return p.view.IsOwn(t) }

// Count tells how many rows were read so far.
func (p listPage) Count(rows int) {
	if told := p.view.env.Rows; told != nil {
		told(p.view.Page.ID, rows)
	}
}

// Strangers returns the controls that no setting claims.
func (p listPage) Strangers() []outcome.UnknownControl { return p.view.strangers() }

// Framed returns why a list may be in a frame that is not looked into; empty if none may.
func (p listPage) Framed() string { return framed(p.view.list, p.view.Last) }

// Reader returns a reader for looks at the page.
func (p listPage) Reader() *reading.Reader { return p.view.Reader() }
