package page

import (
	"context"
	"slices"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// maxUnfolds is how many titles that the catalogue does not know are opened in
// search of a setting. A page has a dozen sections; a help text has more questions.
const maxUnfolds = 12

// unfold opens the next closed section that may hold what is missing: one whose
// title speaks of it, or any, while something is missing that must be there. Only
// what says of itself that it is closed is pressed, and each but once: pressed again,
// it would close.
func (v *Visit) unfold(ctx context.Context, l *sight.Look) (bool, error) {
	if len(v.Doors.unfolded) >= maxUnfolds {
		return false, nil
	}
	var shut []sight.Press
	// Where one section closes another, each that is opened in vain hides what was found.
	exclusive := false
	for _, b := range l.Buttons {
		u := v.Doors.wasUnfolded(b, l)
		switch {
		case u != nil && b.Expanded == sight.Open:
			u.opened = true
		case b.Expanded != sight.Closed || !v.List.Discloses(b):
		case u != nil:
			exclusive = exclusive || u.opened
		default:
			shut = append(shut, b)
		}
	}
	at := slices.IndexFunc(shut, v.titleOfMissing)
	if at < 0 && v.mustShow() && !exclusive {
		at = 0
	}
	if at < 0 || at >= len(shut) {
		return false, nil
	}
	b := shut[at]
	v.Doors.unfolded = append(v.Doors.unfolded, &unfolded{ref: b.Ref, title: b.Title()})
	if err := v.tab.Reveal(ctx, b.Ref, l.Origin, b.Title()); err != nil {
		v.Rest.problem = err.Error()
		return false, nil //nolint:nilerr // covered or drawn anew: what is in it stays missing, and is told
	}
	v.Rest.stirred()
	return true, nil
}

// titleOfMissing says whether a title names a setting that is missing, the part of
// the page it is in, or what it is about.
func (v *Visit) titleOfMissing(b sight.Press) bool {
	return slices.ContainsFunc(v.Readings, func(r *reading.Setting) bool {
		if !r.Missing() || r.Wish.Setting.Kind == selectors.List {
			return false
		}
		for _, c := range r.Wish.Setting.Controls {
			for _, loc := range v.Locators(c.Locators) {
				if loc.Entitles(b.Title()) {
					return true
				}
			}
		}
		return false
	})
}

// mustShow says whether something is missing that every account has.
func (v *Visit) mustShow() bool {
	return !v.List.Any() && slices.ContainsFunc(v.Readings, func(r *reading.Setting) bool { return r.Missing() && !r.Wish.Setting.MayBeAbsent })
}

// stillClosed names the sections that are closed at the end, while something is
// missing: those that were opened, and were closed by one that was opened later, and
// those that speak of what is missing, and were not to be pressed. It may be in
// there, so its absence is no sign that Plex does not offer it.
func (v *Visit) stillClosed(l *sight.Look) string {
	if !slices.ContainsFunc(v.Readings, (*reading.Setting).Missing) {
		return ""
	}
	var titles []string
	for _, b := range l.Buttons {
		speaks := b.Role != "tab" && !b.InFrame() && v.titleOfMissing(b)
		if b.Expanded == sight.Closed && (speaks || v.Doors.wasUnfolded(b, l) != nil) {
			titles = append(titles, b.Title())
		}
	}
	if len(titles) == 0 {
		return ""
	}
	return "it may be in a section that is closed, or was closed by another one: " + outcome.SomeOf(titles)
}
