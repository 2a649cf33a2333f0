package page

import (
	"context"
	"slices"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/list"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// maxUnfolds is how many titles that the catalogue does not know are opened in
// search of a setting. A page has a dozen sections; a help text has more questions.
const maxUnfolds = 12

// sections are the parts of a page that open and close by a title which the catalogue
// does not know.
type sections struct {
	lex  *reading.Lexicon
	view *View
	list *list.List
	tab  Tab
	rest *rest
	// pressed are the titles that were pressed.
	pressed []*pressedTitle
}

// pressedTitle is a title that was pressed, and whether it has shown to be open since.
type pressedTitle struct {
	ref    sight.Ref
	title  string
	opened bool
}

// wasPressed gives what is known of a title that was pressed before: it, or one that
// read the same and is gone, because the page has drawn its sections anew. It is nil
// for any other.
func (x *sections) wasPressed(b sight.Press, l *sight.Look) *pressedTitle {
	for _, u := range x.pressed {
		gone := !slices.ContainsFunc(l.Buttons, func(o sight.Press) bool { return o.Ref == u.ref })
		if u.ref == b.Ref || gone && sight.SameText(u.title, b.Title()) {
			return u
		}
	}
	return nil
}

// next opens the next closed section that may hold what is missing: one whose
// title speaks of it, or any, while something is missing that must be there. Only
// what says of itself that it is closed is pressed, and each but once: pressed again,
// it would close.
func (x *sections) next(ctx context.Context, l *sight.Look) (bool, error) {
	if len(x.pressed) >= maxUnfolds {
		return false, nil
	}
	var shut []sight.Press
	// Where one section closes another, each that is opened in vain hides what was found.
	exclusive := false
	for _, b := range l.Buttons {
		u := x.wasPressed(b, l)
		switch {
		case u != nil && b.Expanded == sight.Open:
			u.opened = true
		case b.Expanded != sight.Closed || !x.list.Discloses(b):
		case u != nil:
			exclusive = exclusive || u.opened
		default:
			shut = append(shut, b)
		}
	}
	at := slices.IndexFunc(shut, x.titleOfMissing)
	if at < 0 && x.mustShow() && !exclusive {
		at = 0
	}
	if at < 0 || at >= len(shut) {
		return false, nil
	}
	b := shut[at]
	x.pressed = append(x.pressed, &pressedTitle{ref: b.Ref, title: b.Title()})
	if err := x.tab.Reveal(ctx, b.Ref, l.Origin, b.Title()); err != nil {
		x.rest.problem = err.Error()
		return false, nil //nolint:nilerr // covered or drawn anew: what is in it stays missing, and is told
	}
	x.rest.stirred()
	return true, nil
}

// titleOfMissing says whether a title names a setting that is missing, the part of
// the page it is in, or what it is about.
func (x *sections) titleOfMissing(b sight.Press) bool {
	return slices.ContainsFunc(x.view.Readings, func(r *reading.Setting) bool {
		if !r.Missing() || r.Wish.Setting.Kind == selectors.List {
			return false
		}
		for _, c := range r.Wish.Setting.Controls {
			for _, loc := range x.lex.Locators(c.Locators) {
				if loc.Entitles(b.Title()) {
					return true
				}
			}
		}
		return false
	})
}

// mustShow says whether something is missing that every account has.
func (x *sections) mustShow() bool {
	return !x.list.Any() && slices.ContainsFunc(x.view.Readings, func(r *reading.Setting) bool { return r.Missing() && !r.Wish.Setting.MayBeAbsent })
}

// stillClosed names the sections that are closed at the end, while something is
// missing: those that were opened, and were closed by one that was opened later, and
// those that speak of what is missing, and were not to be pressed. It may be in
// there, so its absence is no sign that Plex does not offer it.
func (x *sections) stillClosed(l *sight.Look) string {
	if !slices.ContainsFunc(x.view.Readings, (*reading.Setting).Missing) {
		return ""
	}
	var titles []string
	for _, b := range l.Buttons {
		speaks := b.Role != "tab" && !b.InFrame() && x.titleOfMissing(b)
		if b.Expanded == sight.Closed && (speaks || x.wasPressed(b, l) != nil) {
			titles = append(titles, b.Title())
		}
	}
	if len(titles) == 0 {
		return ""
	}
	return "it may be in a section that is closed, or was closed by another one: " + outcome.SomeOf(titles)
}
