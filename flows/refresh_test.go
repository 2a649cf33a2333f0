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
// not in the next run. What signs in, what only Plex can set, and what Plex has set to the
// value that it has, is as Plex has it now.
func TestNotesOfAPageAreLeftOut(t *testing.T) {
	cookie := func(name, value string, httpOnly bool) automation.Cookie {
		return automation.Cookie{Name: name, Value: value, Domain: ".plex.tv", Path: "/", HTTPOnly: httpOnly}
	}
	before := []automation.Cookie{cookie("lang", "en", false), cookie(signin.AuthCookie, "old", false), cookie("server", "1", true), cookie("XSRF-TOKEN", "old", false), cookie("noted", "0", false), cookie("noted", "1", false)}
	now := []automation.Cookie{
		cookie("lang", "off", false), cookie(signin.AuthCookie, "new", false), cookie("server", "2", true),
		cookie("preferences", "off", false), cookie("shield", "3", true),
		cookie("XSRF-TOKEN", "new", false), cookie("turn", "4", false), cookie("noted", "off", false),
	}
	sent := map[string]string{"XSRF-TOKEN": "new", "turn": "4", "noted": "2"} // "noted" was changed by a script afterwards
	received := func(c automation.Cookie) bool { return sent[c.Name] == c.Value }
	got := map[string]string{}
	for _, c := range signin.WithoutNotes(before, now, received) {
		got[c.Name] = c.Value
	}
	want := map[string]string{"lang": "en", signin.AuthCookie: "new", "server": "2", "shield": "3", "XSRF-TOKEN": "new", "turn": "4", "noted": "1"}
	if !maps.Equal(got, want) {
		t.Errorf("the cookies are %v, want %v", got, want)
	}
}
