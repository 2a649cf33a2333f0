package fakeplex

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// What the real website knows a member by is not known. This one has a session cookie of
// its own, which only its own sign-in makes: a code that the website has asked for, and
// that the app in the sign-in frame has approved with its token, both as productSSO.
const (
	wwwCookie  = "plex_www_session"
	wwwPrefix  = "www-session-of-"
	productSSO = "Plex SSO"
	wwwHost    = "www.plex.tv"
)

// WebsiteCookie returns the name and the value of the website's own cookie for an
// account. It is the same on every site, like the account's token.
func (s *Site) WebsiteCookie(account string) (name, value string) {
	return wwwCookie, wwwPrefix + s.Token(account)
}

// websiteMember returns the account that the website takes a request for, or nil.
func (s *Site) websiteMember(r *http.Request) *Account {
	c, err := r.Cookie(wwwCookie)
	if err != nil {
		return nil
	}
	token, ok := strings.CutPrefix(c.Value, wwwPrefix)
	a := s.who(token)
	if !ok || a == nil {
		return nil
	}
	if q, ok := s.quirk("www-account", ""); ok {
		s.mu.Lock()
		defer s.mu.Unlock()
		a, _ = s.account(q.word)
	}
	return a
}

// anotherMember is the quirk "www-account": what the website's scripts act with is the
// other account's, too.
func (s *Site) anotherMember(w http.ResponseWriter, a *Account) {
	if a != nil && s.has("www-account", "") {
		setAuthCookie(w, a.Token)
	}
}

func setAuthCookie(w http.ResponseWriter, token string) {
	value, _ := json.Marshal(map[string]string{"authentication_token": token})
	http.SetCookie(w, &http.Cookie{Name: "plex_tv_auth", Value: url.QueryEscape(string(value)), Domain: ".plex.tv", Path: "/", Secure: true, MaxAge: 14 * 24 * 60 * 60})
}

// ticket returns the account that a code of the website's own signs in, or nil.
func (s *Site) ticket(r *http.Request) *Account {
	id, _ := strconv.Atoi(r.URL.Query().Get("pin"))
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.pins[id]
	if !ok || p.code != r.URL.Query().Get("code") || p.token == "" || p.product != productSSO || p.linkedBy != productSSO {
		return nil
	}
	a, _ := s.account(s.sessions[p.token])
	return a
}

func (s *Site) signInPage(w http.ResponseWriter, r *http.Request) {
	a := s.ticket(r)
	if a == nil {
		s.show(w, r, http.StatusOK, view{Screen: "signin", Title: "Sign In"})
		return
	}
	name, value := s.WebsiteCookie(a.Name)
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	if q, ok := s.quirk("www-account", ""); ok {
		setAuthCookie(w, s.Token(q.word))
	}
	forward := r.URL.Query().Get("forward")
	if u, err := url.Parse(forward); err != nil || u.Scheme != "https" || !rootOrigin.MatchString(u.Scheme+"://"+u.Host) {
		forward = "https://www.plex.tv/"
	}
	http.Redirect(w, r, forward, http.StatusFound)
}

// signOutPage is a GET that changes something: it deletes the cookies and ends the token.
func (s *Site) signOutPage(w http.ResponseWriter, r *http.Request) {
	seen(r).entry.Kind = KindAuth
	s.mu.Lock()
	if token := cookieToken(r); token != "" {
		s.revoked[token] = true
	}
	s.mu.Unlock()
	http.SetCookie(w, &http.Cookie{Name: "plex_tv_auth", Domain: ".plex.tv", Path: "/", MaxAge: -1, Secure: true})
	http.SetCookie(w, &http.Cookie{Name: wwwCookie, Path: "/", MaxAge: -1, Secure: true})
	http.Redirect(w, r, "/", http.StatusFound)
}
