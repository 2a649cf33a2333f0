package signin

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
)

// Where Plex's sites keep a session in a browser, according to other programs that
// automate Plex Web.
const (
	AuthCookie   = "plex_tv_auth"
	tokenKey     = "myPlexAccessToken"
	clientKey    = "clientID"
	usersKey     = "users"
	HostWWW      = "www.plex.tv"
	HostApp      = "app.plex.tv"
	SiteOrigin   = "https://" + HostWWW
	AppOrigin    = "https://" + HostApp
	appURL       = AppOrigin + "/desktop/"
	cookieDomain = ".plex.tv"
)

// StateOf returns what a session puts into a browser: its cookies and local storage.
func StateOf(s *session.Session) automation.SiteState {
	out := automation.SiteState{Storage: s.Storage}
	for _, c := range s.Cookies {
		out.Cookies = append(out.Cookies, automation.Cookie(c))
	}
	return out
}

// newSession makes up a session for a token, with what the sites are known to look for:
// the cookie that they share, and the local storage of app.plex.tv. What www.plex.tv wants
// besides is not known; it learns of the sign-in from app.plex.tv.
func newSession(token, clientID string) (*session.Session, error) {
	if clientID == "" {
		clientID = ClientID("")
	}
	cookie, entry, err := madeUp(token)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	return &session.Session{
		FormatVersion: session.FormatNow, ClientID: clientID, Token: token, Created: now, LastUsed: now,
		Cookies: []session.Cookie{cookie},
		Storage: session.Storage{AppOrigin: {tokenKey: token, clientKey: clientID, AuthCookie: entry}},
	}, nil
}

// neverUsed says whether no site of Plex has met a session yet: it has no cookie but the one
// that was made up for it.
func neverUsed(s *session.Session) bool {
	return !slices.ContainsFunc(s.Cookies, func(c session.Cookie) bool { return c.Name != AuthCookie })
}

// madeUp makes up the shared cookie, and the entry of the same name. The cookie lives as
// long as its token says, and does not claim a date if the token has none.
func madeUp(token string) (session.Cookie, string, error) {
	entry, err := json.Marshal(map[string]string{"authentication_token": token, "authToken": token})
	if err != nil {
		return session.Cookie{}, "", fmt.Errorf("encode the sign-in cookie: %w", err)
	}
	expires := float64(-1)
	if end, ok := TokenEnds(token); ok {
		expires = float64(end.Unix())
	}
	return session.Cookie{
		Name: AuthCookie, Value: url.QueryEscape(string(entry)), Domain: cookieDomain, Path: "/",
		Expires: expires, Secure: true, SameSite: "Lax",
	}, string(entry), nil
}

// sessionOf makes a session of what the sites have stored themselves. Only what is absent
// is made up, and nothing at www.plex.tv.
//
// Without the cookie that the sites share, nothing could tell whose the website's other
// cookies are: a made-up one beside them would speak for somebody else. Then they are left
// out, and the website learns of the sign-in from app.plex.tv.
func sessionOf(cookies []automation.Cookie, stored []automation.Stored) (*session.Session, error) {
	real := keptStorage(nil, stored)
	s, err := newSession(real[AppOrigin][tokenKey], real[AppOrigin][clientKey])
	if err != nil {
		return nil, err
	}
	s.Storage = keptStorage(s.Storage, stored)
	kept := keptCookies(cookies)
	if slices.ContainsFunc(kept, func(c session.Cookie) bool { return c.Name == AuthCookie }) {
		s.Cookies = kept
	}
	return s, nil
}

// keptCookies are those of a browser's cookies that are stored.
func keptCookies(cookies []automation.Cookie) []session.Cookie {
	var out []session.Cookie
	for _, c := range cookies {
		out = append(out, session.Cookie(c))
	}
	return session.Reduce(out)
}

// keptStorage are the entries of local storage that are stored: the former ones, replaced
// by what the sites have by now.
func keptStorage(former session.Storage, now []automation.Stored) session.Storage {
	out := session.Storage{}
	for origin, values := range former {
		out[origin] = maps.Clone(values)
	}
	for _, s := range now {
		if s.Origin != SiteOrigin && s.Origin != AppOrigin {
			continue
		}
		if out[s.Origin] == nil {
			out[s.Origin] = map[string]string{}
		}
		maps.Copy(out[s.Origin], s.Values)
	}
	return session.ReduceStorage(out)
}
