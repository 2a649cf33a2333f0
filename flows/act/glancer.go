package act

import (
	"context"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// glancer looks at one row of a list and leaves the rest of the page as the last look has
// it. To look at the whole page before and after each click would make a list of twice the
// rows take four times as long.
type glancer struct {
	visit *page.Visit
	tab   actingTab
}

// at glances at a part of a setting that the last look has found, and takes over what it
// shows now. It returns an error if a whole look is needed.
func (g glancer) at(ctx context.Context, of *reading.Setting, p *reading.Part) error {
	v := g.visit.View
	if of.Wish.Setting.Kind != selectors.List || !p.Found {
		return automation.ErrDoubt
	}
	seen, err := g.tab.Glance(ctx, p.Match.Ref, sight.Ask{CSS: v.CSS})
	if err != nil {
		return err
	}
	alone := *v.Last
	alone.Controls = []sight.Seen{seen}
	now := v.Reader().Again(of, p, g.visit.List.UnderTabs(&alone).Controls[0])
	if now == nil {
		return automation.ErrDoubt
	}
	for i := range v.Last.Controls {
		if v.Last.Controls[i].Ref == p.Match.Ref {
			v.Last.Controls[i] = now.Match.Seen
		}
	}
	v.Claims[now.Match.Ref] = true
	p.Update(now)
	return nil
}
