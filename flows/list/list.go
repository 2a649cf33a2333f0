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
	wishes []wanted.Wish
	log    *slog.Logger
	layout *layout
	mover  *mover
	// way leads back to each place of the list; nil if the page shows everything at once,
	// or was not surveyed yet.
	way *way
}

// New returns the list of a page of which nothing was read yet.
func New(page Page, wishes wanted.Page, lex *reading.Lexicon, pace Pace, log *slog.Logger) *List {
	y := &layout{page: page, lex: lex, wishes: wishes.Wishes}
	return &List{wishes: wishes.Wishes, log: log, layout: y, mover: &mover{page: page, pace: pace, layout: y}}
}

// Any says whether the page has a list.
func (x *List) Any() bool {
	for _, w := range x.wishes {
		if w.Setting.Kind == selectors.List {
			return true
		}
	}
	return false
}

// Survey reads what a page with a list does not show at once: what is behind its tabs, on
// further pages of the list, and below its end. It presses only what shows something. ok
// is false if the page shows everything at once.
func (x *List) Survey(ctx context.Context) (readings []*reading.Setting, claims map[sight.Ref]bool, ok bool) {
	if x.mover.look() == nil || !x.Any() {
		return nil, nil, false
	}
	w := &walk{mover: x.mover, found: newInventory()}
	w.tour(ctx, reading.Place{}, nil)
	if len(w.found.order) < 2 && !w.moved && w.found.incomplete() == "" {
		return nil, nil, false
	}
	x.way = &way{mover: x.mover, found: w.found, more: w.more, panels: w.panels, log: x.log}
	confirm(ctx, x.way)
	return w.found.merged(x.mover.page, x.wishes), w.found.claims, true
}

// Walked says whether the list was gone through, place by place.
func (x *List) Walked() bool { return x.way != nil }

// Unknown returns the controls that no setting claims, at all places of a list that was
// gone through.
func (x *List) Unknown() []outcome.UnknownControl { return x.way.found.unknown }

// Reloaded notes that the page was loaded, so that the list shows from its beginning.
func (x *List) Reloaded() { x.mover.atEnd = "" }

// ToEnd scrolls a list to its end as soon as it shows. Rows that load only there then
// come while the rest of the page is waited for.
func (x *List) ToEnd(ctx context.Context) { x.mover.toEnd(ctx) }

// UnderTabs gives the controls beside a row of tabs the name of the selected tab as their
// outermost heading: not every page says which part belongs to which tab, and boxes behind
// "Blocked" say the contrary of those behind "Receiving".
func (x *List) UnderTabs(l *sight.Look) *sight.Look {
	all := x.layout.strips(l)
	if x.Any() {
		all = x.layout.tabs(l)
	}
	for _, s := range all {
		s.headControls(l.Controls)
	}
	return l
}

// Discloses says whether a button opens and closes something below itself, and does
// nothing else, going by its name.
func (x *List) Discloses(b sight.Press) bool { return x.layout.discloses(b) }

// Rename gives the rows that show the names that they have in the whole list.
func (x *List) Rename(readings []*reading.Setting) {
	if x.way != nil {
		x.way.rename(readings)
	}
}

// GoTo shows a place of the page again. It loads the page anew if there is no other way
// back.
func (x *List) GoTo(ctx context.Context, at reading.Place) error {
	if x.way == nil {
		return nil
	}
	return x.way.goTo(ctx, at)
}

// Seek scrolls a list that was gone through until a row shows: first on from here, then
// from the beginning. shows says whether the row does.
func (x *List) Seek(ctx context.Context, shows func() bool) error { return x.way.seek(ctx, shows) }
