package fakeplex

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"strconv"
)

func (s *Site) homeRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /api/home/users", s.signedIn(s.oldHomeUsers))
	mux.HandleFunc("GET /api/v2/home/users", s.signedIn(s.homeUsers))
	mux.HandleFunc("POST /api/home/users/{user}/switch", s.signedIn(s.switchUser))
	mux.HandleFunc("POST /api/v2/home/users/{user}/switch", s.signedIn(s.switchUser))
}

// homeUser is one member of a Plex Home.
type homeUser struct {
	ID           int    `json:"id"`
	UUID         string `json:"uuid"`
	Title        string `json:"title"`
	Username     string `json:"username"`
	Email        string `json:"email"`
	FriendlyName string `json:"friendlyName"`
	Thumb        string `json:"thumb"`
	HasPassword  bool   `json:"hasPassword"`
	Protected    bool   `json:"protected"`
	Restricted   bool   `json:"restricted"`
	Profile      string `json:"restrictionProfile"`
	Admin        bool   `json:"admin"`
	Guest        bool   `json:"guest"`
}

func (s *Site) members(a *Account) []homeUser {
	s.mu.Lock()
	defer s.mu.Unlock()
	var users []homeUser
	for _, m := range s.accounts {
		if m != a && (a.Home == "" || m.Home != a.Home) {
			continue
		}
		u := homeUser{ID: m.ID, UUID: m.UUID, Title: m.Title, Username: m.Name, Email: m.Email,
			Thumb: "https://plex.tv/users/" + m.UUID + "/avatar?c=1", HasPassword: !m.Managed, Protected: m.PIN != "",
			Restricted: m.Managed, Admin: m.HomeAdmin}
		if m.Managed {
			u.Username = ""
		}
		users = append(users, u)
	}
	return users
}

// oldHomeUsers is the older address, which knows nothing but XML.
func (s *Site) oldHomeUsers(w http.ResponseWriter, r *http.Request, a *Account) {
	users := s.members(a)
	if s.wantsJSON(r) {
		s.homeUsers(w, r, a)
		return
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, `%s<MediaContainer friendlyName="myPlex" identifier="com.plexapp.plugins.myplex" size="%d">`, xml.Header, len(users))
	for _, user := range users {
		element(&out, "User", plain(user))
	}
	out.WriteString("</MediaContainer>")
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	w.Write(out.Bytes())
}

func (s *Site) homeUsers(w http.ResponseWriter, r *http.Request, a *Account) {
	users := s.members(a)
	s.send(w, r, http.StatusOK, "home", map[string]any{"id": a.ID, "name": a.Title, "guestUserID": 31415999, "guestEnabled": false,
		"subscription": a.PlexPass, "users": users})
}

// switchUser hands out another Home member's own token. The path holds the id
// (old API) or the uuid (v2). A signed token cannot switch, and Plex does not say why.
func (s *Site) switchUser(w http.ResponseWriter, r *http.Request, a *Account) {
	seen(r).entry.Kind = KindAuth
	if signed(s.tokenOf(r)) && !s.has("jwt-switches", "") {
		s.fail(w, r, http.StatusForbidden, 1000, "Forbidden")
		return
	}
	m := s.member(a, r.PathValue("user"))
	if m == nil {
		s.fail(w, r, http.StatusNotFound, 1002, "Not Found")
		return
	}
	if m.PIN != "" && r.FormValue("pin") != m.PIN {
		s.fail(w, r, http.StatusForbidden, 1041, "Invalid PIN")
		return
	}
	user := s.userPayload(m)
	if !s.wantsJSON(r) {
		user["authenticationToken"] = m.Token // the older name
	}
	s.send(w, r, http.StatusCreated, "user", user)
}

func (s *Site) member(a *Account, key string) *Account {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.accounts {
		if (m == a || (a.Home != "" && m.Home == a.Home)) && (m.UUID == key || strconv.Itoa(m.ID) == key) {
			return m
		}
	}
	return nil
}
