package signin

import (
	"testing"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
)

// TestNoCookieSpeaksForAStranger: without the cookie that the sites share, nobody can tell
// whose the website's own cookies are. Beside them, a made-up one would call them the
// account's.
func TestNoCookieSpeaksForAStranger(t *testing.T) {
	app := automation.Stored{Origin: AppOrigin, Values: map[string]string{tokenKey: "ada's", clientKey: "c"}}
	unknown := automation.Cookie{Name: "_my-plex_session_32", Value: "whose?", Domain: "www.plex.tv", Path: "/"}
	shared := automation.Cookie{Name: AuthCookie, Value: "real", Domain: cookieDomain, Path: "/"}
	for name, c := range map[string]struct {
		cookies []automation.Cookie
		keeps   bool
	}{
		"unknown cookies alone": {[]automation.Cookie{unknown}, false},
		"and the shared one":    {[]automation.Cookie{unknown, shared}, true},
	} {
		s, err := sessionOf(c.cookies, []automation.Stored{app})
		if err != nil {
			t.Fatal(err)
		}
		kept, real := false, false
		for _, k := range s.Cookies {
			kept = kept || k.Value == unknown.Value
			real = real || k.Value == shared.Value
		}
		if kept && !c.keeps || real != c.keeps {
			t.Errorf("%s: %v", name, s.Cookies)
		}
	}
}

// TestATokenSessionIsNew: no site has met a session that was made from a token, although it
// has a cookie: that one was made up for it.
func TestATokenSessionIsNew(t *testing.T) {
	s, err := newSession("a-token", "")
	if err != nil {
		t.Fatal(err)
	}
	if !neverUsed(s) {
		t.Errorf("a session that was just made was used: %v", s.Cookies)
	}
	s.Cookies = append(s.Cookies, session.Cookie{Name: "_my-plex_session_32", Domain: "www.plex.tv", Path: "/"})
	if neverUsed(s) {
		t.Error("a session with a site's own cookie was never used")
	}
}
