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

// sections opens parts of a page that the catalogue does not know: each opens and closes
// by its title. It remembers which titles it has pressed.
type sections struct {
	lex  *reading.Lexicon
	view *View
	list *list.List
	tab  Tab
	rest *rest
	// pressed are the titles pressed since the page was loaded.
	pressed []*pressedTitle
}

// pressedTitle is a title that was pressed. opened says that it was seen open since.
type pressedTitle struct {
	ref    sight.Ref
	title  string
	opened bool
}

// wasPressed returns what is known of a title that was pressed before, or nil. If the
// page has drawn its sections again, a title with the same text counts as the same.
func (x *sections) wasPressed(b sight.Press, l *sight.Look) *pressedTitle {
	for _, u := range x.pressed {
		gone := !slices.ContainsFunc(l.Buttons, func(o sight.Press) bool { return o.Ref == u.ref })
		if u.ref == b.Ref || gone && sight.SameText(u.title, b.Title()) {
			return u
		}
	}
	return nil
}

// next opens the next closed section that may hold what is missing: first one whose
// title speaks of it, then any, as long as something is missing that must be there. It
// presses only what the page marks as closed, and each title once: a second press would
// close it.
func (x *sections) next(ctx context.Context, l *sight.Look) (bool, error) {
	if len(x.pressed) >= maxUnfolds {
		return false, nil
	}
	var shut []sight.Press
	// If opening one section closes another, opening one in vain hides what was found.
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
		return false, nil //nolint:nilerr // covered or drawn anew: what is in it stays missing, and the report says so
	}
	x.rest.stirred()
	return true, nil
}

// titleOfMissing says whether a title names a missing setting, its section, or its topic.
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

// mustShow says whether a setting is missing that every account has.
func (x *sections) mustShow() bool {
	return !x.list.Any() && slices.ContainsFunc(x.view.Readings, func(r *reading.Setting) bool { return r.Missing() && !r.Wish.Setting.MayBeAbsent })
}

// stillClosed names the sections that are closed at the end of a visit and may hold what
// is missing: those that were opened and then closed by another one, and those that
// speak of it and could not be opened. While there are any, its absence does not mean
// that Plex does not offer it.
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
	return "it may be in a section that is closed, or was closed by another one: " + outcome.FirstFew(titles)
}
