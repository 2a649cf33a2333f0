package page

import (
	"fmt"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// conclusion says what kind of page a visit has found, and what that means for the
// settings that the page does not show.
type conclusion struct {
	Status outcome.PageStatus
	Detail string
	// unseen is the reason why nothing is known of them; it may be empty.
	unseen string
	// absent says that the optional ones among them are not offered.
	absent bool
}

// evidence is everything that a conclusion depends on: what a page shows, and possible
// reasons for what it does not show. A reason is text for the report, empty if it does
// not apply.
type evidence struct {
	page     *selectors.Page
	look     *sight.Look
	readings []*reading.Setting
	// framed: the controls may be in a frame; closed: in a section that is closed.
	framed, closed string
	// refused names what the network guard refused, over an unknown dialog over the page.
	refused, over string
	// unexplained names unknown controls, which may be the missing ones.
	unexplained string
	// notOffered is the phrase by which Plex says that it does not offer the page.
	notOffered string
}

// conclusion draws the conclusion.
func (e evidence) conclusion() conclusion {
	found, missing := 0, 0
	for _, r := range e.readings {
		if r.Missing() {
			missing++
		} else {
			found++
		}
	}
	if e.framed != "" && missing > 0 {
		c := conclusion{Status: outcome.PageChanged, Detail: outcome.Join(e.framed, e.refused)}
		if found == 0 && e.refused != "" {
			c.Status = outcome.PageBlocked
		}
		c.unseen = c.Detail
		return c
	}
	if e.closed != "" {
		return conclusion{Status: outcome.PageChanged, Detail: e.closed, unseen: e.closed}
	}
	if found == 0 {
		status, detail := e.nothingFound()
		return conclusion{Status: status, Detail: detail}
	}
	c := conclusion{Status: outcome.PageOK, absent: e.unexplained == ""}
	if !AtHome(e.page, e.look.URL) {
		c.Status, c.Detail = outcome.PageMoved, "found at "+outcome.Address(e.look.URL)
		return c
	}
	for _, r := range e.readings {
		if _, _, explained := c.reason(r); r.Missing() && !explained {
			c.Status, c.Detail = outcome.PageChanged, "some of what the catalogue describes is not on the page"
		}
	}
	return c
}

// reason returns what to report of a missing setting, if the conclusion explains it.
func (c conclusion) reason(r *reading.Setting) (result outcome.Result, why string, ok bool) {
	switch {
	case c.Status == outcome.PageNotOffered:
		return outcome.NotOffered, c.Detail, true
	case c.unseen != "":
		return outcome.Unreadable, c.unseen, true
	case c.absent && r.Wish.Setting.MayBeAbsent:
		return outcome.NotOffered, r.Wish.Setting.AbsentWhy, true
	}
	return "", "", false
}

// Explain gives missing settings the result and the reason that follow.
func (c conclusion) Explain(readings []*reading.Setting) {
	for _, r := range readings {
		if result, why, ok := c.reason(r); ok && r.Missing() {
			r.MarkMissing(result, why)
		}
	}
}

// nothingFound says what kind of page it is that shows none of its settings.
func (e evidence) nothingFound() (outcome.PageStatus, string) {
	l, home, headed := e.look, AtHome(e.page, e.look.URL), ShowsHeading(e.page, e.look)
	switch {
	case e.notOffered != "" && e.unexplained == "":
		// What Plex says weighs more than what may be missing.
		return outcome.PageNotOffered, fmt.Sprintf("Plex says: %q", e.notOffered)
	case e.refused != "":
		return outcome.PageBlocked, e.refused
	case e.over != "":
		return outcome.PageChanged, "an unknown dialog lies over the page: " + e.over
	case e.allMayBeAbsent() && headed && e.unexplained == "":
		return outcome.PageNotOffered, "the page shows its headings and none of its controls"
	case !home:
		return outcome.PageMoved, fmt.Sprintf("Plex leads to %s (%q), which has none of the controls", outcome.Address(l.URL), l.Title)
	case e.unexplained != "":
		return outcome.PageChanged, "none of the controls is known; the page shows " + e.unexplained
	}
	return outcome.PageChanged, fmt.Sprintf("none of the controls is there; the page is called %q and shows %s", l.Title, headings(l))
}

func (e evidence) allMayBeAbsent() bool {
	for _, r := range e.readings {
		if !r.Wish.Setting.MayBeAbsent {
			return e.page.MayBeAbsent
		}
	}
	return true
}

// unexplained names controls that the catalogue does not know. What is missing may be
// there in other words, so it would be wrong to say that Plex does not offer it.
func unexplained(v *View) string {
	var names []string
	for _, c := range v.Last.Controls {
		if !v.Claims[c.Ref] && v.Considers(c) && !c.Beside() && mayAnswer(c) {
			names = append(names, c.String())
		}
	}
	for _, b := range v.Last.Buttons {
		if !b.Beside() && v.IsOwn(b.Thing) && mayBeMissing(v, b) {
			names = append(names, fmt.Sprintf("%s %q", b.Role, b.Title()))
		}
	}
	for _, s := range v.Last.Sealed {
		names = append(names, fmt.Sprintf("<%s>, which cannot be looked into", s))
	}
	return outcome.FirstFew(names)
}

// mayAnswer says whether a control may be an answer to anything: it can be on or off, or
// nobody can tell what it is set to.
func mayAnswer(c sight.Seen) bool {
	return c.Kind == sight.Toggle || len(c.Options) == 2 || c.Kind == sight.Popup && c.Value == "" && len(c.Options) == 0
}

// mayBeMissing says whether a button or link names a missing setting: it may be how the
// page offers it ("Do not sell my personal information").
func mayBeMissing(v *View, b sight.Press) bool {
	return b.Expanded == "" && slices.ContainsFunc(v.Readings, func(r *reading.Setting) bool {
		return r.Missing() && r.Wish.Setting.Kind != selectors.List && slices.ContainsFunc(r.Wish.Setting.Controls, func(c selectors.Control) bool {
			return slices.ContainsFunc(v.env.Lex.Locators(c.Locators), func(l sight.Locator) bool { return l.Entitles(b.Title()) })
		})
	})
}

func headings(l *sight.Look) string {
	var out []string
	for _, h := range l.Headings {
		if out = append(out, fmt.Sprintf("%q", h.Text)); len(out) == 5 {
			break
		}
	}
	if len(out) == 0 {
		return "no headings"
	}
	return "the headings " + strings.Join(out, ", ")
}
