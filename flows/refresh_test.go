package flows

import (
	"maps"
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

// What a page has noted in a cookie of its own is not there when the page is read again, and
// not in the next run. What signs in, and what only Plex can set, is as Plex has it now.
func TestNotesOfAPageAreLeftOut(t *testing.T) {
	cookie := func(name, value string, httpOnly bool) automation.Cookie {
		return automation.Cookie{Name: name, Value: value, Domain: ".plex.tv", Path: "/", HTTPOnly: httpOnly}
	}
	before := []automation.Cookie{cookie("lang", "en", false), cookie(signin.AuthCookie, "old", false), cookie("server", "1", true)}
	now := []automation.Cookie{
		cookie("lang", "off", false), cookie(signin.AuthCookie, "new", false), cookie("server", "2", true),
		cookie("preferences", "off", false), cookie("shield", "3", true),
	}
	got := map[string]string{}
	for _, c := range signin.WithoutNotes(before, now) {
		got[c.Name] = c.Value
	}
	want := map[string]string{"lang": "en", signin.AuthCookie: "new", "server": "2", "shield": "3"}
	if !maps.Equal(got, want) {
		t.Errorf("the cookies are %v, want %v", got, want)
	}
}
