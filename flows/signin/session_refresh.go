package signin

import (
	"slices"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
)

// Refresh updates a session with the cookies that Plex's sites changed during a run,
// and says whether it did. If the sign-in cookie is missing from them, it changes
// nothing: that would sign the person out.
func Refresh(s *session.Session, cookies []automation.Cookie) bool {
	var now []session.Cookie
	for _, c := range cookies {
		now = append(now, session.Cookie(c))
	}
	now = session.Reduce(now)
	signsIn := func(c session.Cookie) bool { return c.Name == AuthCookie }
	if slices.ContainsFunc(s.Cookies, signsIn) && !slices.ContainsFunc(now, signsIn) {
		return false
	}
	same := slices.EqualFunc(s.Cookies, now, func(a, b session.Cookie) bool {
		return a.Name == b.Name && a.Value == b.Value && a.Domain == b.Domain && a.Path == b.Path
	})
	if same || len(now) == 0 {
		return false
	}
	s.Cookies = now
	return true
}
