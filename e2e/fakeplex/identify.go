package fakeplex

import (
	"encoding/json"
	"net/http"
	"net/url"
)

// tokenOf finds the token where Plex looks for it: header or query. That the API takes
// the cookie that the sites share is not attested; it does so with a quirk only.
func (s *Site) tokenOf(r *http.Request) string {
	if t := r.Header.Get("X-Plex-Token"); t != "" {
		return t
	}
	if t := r.URL.Query().Get("X-Plex-Token"); t != "" {
		return t
	}
	if s.has("api-takes-cookie", "") {
		return cookieToken(r)
	}
	return ""
}

// cookieToken reads plex_tv_auth: URL-encoded JSON with authentication_token.
func cookieToken(r *http.Request) string {
	c, err := r.Cookie("plex_tv_auth")
	if err != nil {
		return ""
	}
	text, err := url.QueryUnescape(c.Value)
	if err != nil {
		return ""
	}
	var auth struct {
		Token string `json:"authentication_token"`
	}
	if json.Unmarshal([]byte(text), &auth) != nil {
		return ""
	}
	return auth.Token
}

// who returns the account a token signs in, or nil.
func (s *Site) who(token string) *Account {
	if token == "" || s.has("signed-out", "") {
		return nil
	}
	if limit, ok := s.quirk("expire-after", ""); ok && s.writeCount() >= max(limit.value, 0) {
		return nil
	}
	wrong := s.has("wrong-account", "")
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.revoked[token] {
		return nil
	}
	a := s.ownerOf(token)
	if a == nil || !wrong {
		return a
	}
	other := "alice"
	if a.Name == other {
		other = "bob"
	}
	a, _ = s.account(other)
	return a
}

func (s *Site) ownerOf(token string) *Account {
	if name, ok := s.sessions[token]; ok {
		a, _ := s.account(name)
		return a
	}
	for _, a := range s.accounts {
		if a.Token == token {
			return a
		}
	}
	return nil
}

func (s *Site) writeCount() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.writesSeen
}

// sender returns the account that a request's host takes it for, or nil.
func (s *Site) sender(r *http.Request) *Account {
	switch host := seen(r).entry.Host; host {
	case wwwHost:
		return s.websiteMember(r)
	case "plex.tv", "clients.plex.tv", "community.plex.tv":
		return s.who(s.tokenOf(r))
	}
	return s.who(cookieToken(r))
}

// requester identifies the request and notes the account in the log.
func (s *Site) requester(r *http.Request) *Account {
	a := s.sender(r)
	if a != nil {
		seen(r).entry.Account = a.Name
	}
	return a
}
