package page

import (
	"context"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// mostRounds is how often what shows is scrolled into view: a page may draw it anew when it
// is seen.
const mostRounds = 3

// attention does to a page what everybody does who reads it: the pointer comes, and what
// is out of view is scrolled to. Until then a page may show its template, and that template
// never changes by itself, however long it rests.
type attention struct {
	tab  Tab
	rest *rest
	// met is how far the page was loaded when the pointer came last, rounds how often
	// something was scrolled to, and seen what has been in view.
	met    string
	rounds int
	seen   map[sight.Ref]bool
}

// reloaded begins again, because the page was loaded.
func (a *attention) reloaded() { a.met, a.rounds, a.seen = "", 0, nil }

// pay does the next of these things, and says whether the page has to be looked at again.
func (a *attention) pay(ctx context.Context, l *sight.Look, readings []*reading.Setting) (bool, error) {
	// It comes once more when all is loaded: the scripts that wait for it may come late.
	if a.met != l.Ready && a.met != sight.Complete && l.Ready != sight.Loading {
		a.met = l.Ready
		if err := a.tab.MeetPointer(ctx); err != nil {
			return false, err
		}
		a.rest.stirred()
	}
	if a.rounds == mostRounds {
		return false, nil
	}
	fresh := a.unseen(readings)
	if len(fresh) == 0 {
		return false, nil
	}
	a.rounds++
	if a.seen == nil {
		a.seen = map[sight.Ref]bool{}
	}
	for _, ref := range fresh {
		a.seen[ref] = true
	}
	moved, err := a.tab.BringInView(ctx, fresh)
	if moved {
		a.rest.stirred()
	}
	return moved, err
}

// unseen returns the controls of settings that were not scrolled to. Lists are gone through
// by themselves.
func (a *attention) unseen(readings []*reading.Setting) []sight.Ref {
	var out []sight.Ref
	for _, r := range readings {
		if r.Wish.Setting.Kind == selectors.List {
			continue
		}
		for _, p := range r.Parts {
			if p.Found && !a.seen[p.Match.Ref] {
				out = append(out, p.Match.Ref)
			}
		}
	}
	return out
}
