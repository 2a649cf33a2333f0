package flows

import (
	"testing"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// A session keeps up with the cookies that Plex's sites renew, and is never replaced by
// that of a visitor.
func TestRefresh(t *testing.T) {
	sign := automation.Cookie{Name: signin.AuthCookie, Value: "old", Domain: ".plex.tv", Path: "/"}
	renewed := sign
	renewed.Value = "new"
	other := automation.Cookie{Name: "seen", Value: "1", Domain: "www.plex.tv", Path: "/"}
	for _, c := range []struct {
		name    string
		jar     []automation.Cookie
		changed bool
		value   string
	}{
		{"the same", []automation.Cookie{sign}, false, "old"},
		{"renewed", []automation.Cookie{renewed, other}, true, "new"},
		{"signed out by the site", []automation.Cookie{other}, false, "old"},
		{"nothing read", nil, false, "old"},
	} {
		s := &session.Session{Cookies: []session.Cookie{session.Cookie(sign)}}
		if got := signin.Refresh(s, c.jar); got != c.changed || s.Cookies[0].Value != c.value {
			t.Errorf("%s: session changed: %v, sign-in cookie %q", c.name, got, s.Cookies[0].Value)
		}
	}
}
