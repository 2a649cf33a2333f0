package list

import (
	"context"
	"log/slog"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// List is the list of a page that may not show all of it at once.
type List struct {
	page   Page
	def    *selectors.Page
	wishes []wanted.Wish
	lex    *reading.Lexicon
	pace   Pace
	log    *slog.Logger

	// walk is what the page showed at all its places, where it does not show
	// everything at once; here is the place that shows.
	walk *walk
	here reading.Place
	// exclusive says that of the panels of the list one is open at a time.
	exclusive bool
	// atEnd are the rows that showed when the list was scrolled to its end.
	atEnd string
}

// New is the list of a page of which nothing is read yet.
func New(page Page, wishes wanted.Page, lex *reading.Lexicon, pace Pace, log *slog.Logger) *List {
	return &List{page: page, def: wishes.Page, wishes: wishes.Wishes, lex: lex, pace: pace, log: log}
}

// Any says whether the page has a list at all.
func (x *List) Any() bool {
	for _, w := range x.wishes {
		if w.Setting.Kind == selectors.List {
			return true
		}
	}
	return false
}

// Survey reads what a page with a list does not show at once: what is behind its
// tabs, on the further pages of the list, and below its end. It presses only what
// shows something. ok is false where the page shows everything at once.
func (x *List) Survey(ctx context.Context) (readings []*reading.Setting, claims map[sight.Ref]bool, ok bool) {
	if x.last() == nil || !x.Any() {
		return nil, nil, false
	}
	w := newWalk(x)
	w.tour(ctx, reading.Place{}, nil)
	if len(w.order) < 2 && !w.moved && w.incomplete() == "" {
		return nil, nil, false
	}
	x.walk = w
	w.confirm(ctx)
	readings, claims = w.merged()
	return readings, claims, true
}

// Walked says whether the list had to be gone through, place by place.
func (x *List) Walked() bool { return x.walk != nil }

// Unknown are the controls that nobody claims, at all places of a list that was gone
// through.
func (x *List) Unknown() []outcome.UnknownControl { return x.walk.unknown }

// Reloaded notes that the page was loaded: the list shows from its beginning.
func (x *List) Reloaded() { x.atEnd = "" }

func (x *List) last() *sight.Look { return x.page.Shows().Look }

func (x *List) readings() []*reading.Setting { return x.page.Shows().Readings }

// Rename gives the rows that show the names that they have in the list as a whole.
func (x *List) Rename(readings []*reading.Setting) {
	if x.walk != nil {
		x.walk.rename(readings, x.here)
	}
}
