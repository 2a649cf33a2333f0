package signin

import (
	"slices"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
)

// WithoutNotes returns the cookies that a site has now, without what the scripts of its
// pages may have noted in them since: a page may read back from a cookie of its own what
// Plex has never stored. Such a cookie is as it was before, or is not there. What signs in,
// and what only a server can set, is as it is now. So is what a server has set since to the
// value that it has, which received says: with a former token of a rotating session, nobody
// is let in.
func WithoutNotes(before, now []automation.Cookie, received func(automation.Cookie) bool) []automation.Cookie {
	out := make([]automation.Cookie, 0, len(now))
	for _, c := range now {
		if c.HTTPOnly || session.SignsIn(c.Name) || received(c) {
			out = append(out, c)
			continue
		}
		if b, ok := asIn(before, c); ok {
			out = append(out, b)
		}
	}
	return out
}

// asIn returns a cookie as it was. Of several, which tabs that are kept apart may have, the
// last counts, as for the browser.
func asIn(before []automation.Cookie, c automation.Cookie) (automation.Cookie, bool) {
	for _, b := range slices.Backward(before) {
		if b.Name == c.Name && b.Domain == c.Domain && b.Path == c.Path {
			return b, true
		}
	}
	return automation.Cookie{}, false
}
