package fakeplex

import (
	"encoding/xml"
	"net/http"
	"strconv"
	"strings"
)

func (s *Site) homeRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /api/home/users", s.signedIn(s.homeUsers))
	mux.HandleFunc("GET /api/v2/home/users", s.signedIn(s.homeUsers))
	mux.HandleFunc("POST /api/home/users/{user}/switch", s.signedIn(s.switchUser))
	mux.HandleFunc("POST /api/v2/home/users/{user}/switch", s.signedIn(s.switchUser))
}

// homeUser is one member of a Plex Home, with the fields that the XML and the JSON
// answer have in common.
type homeUser struct {
	XMLName      xml.Name `xml:"User" json:"-"`
	ID           int      `xml:"id,attr" json:"id"`
	UUID         string   `xml:"uuid,attr" json:"uuid"`
	Title        string   `xml:"title,attr" json:"title"`
	Username     string   `xml:"username,attr" json:"username"`
	Email        string   `xml:"email,attr" json:"email"`
	FriendlyName string   `xml:"friendlyName,attr" json:"friendlyName"`
	Thumb        string   `xml:"thumb,attr" json:"thumb"`
	HasPassword  bool     `xml:"hasPassword,attr" json:"hasPassword"`
	Protected    bool     `xml:"protected,attr" json:"protected"`
	Restricted   bool     `xml:"restricted,attr" json:"restricted"`
	Profile      string   `xml:"restrictionProfile,attr" json:"restrictionProfile"`
	Admin        bool     `xml:"admin,attr" json:"admin"`
	Guest        bool     `xml:"guest,attr" json:"guest"`
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

// homeUsers answers XML unless JSON is asked for, as plex.tv does.
func (s *Site) homeUsers(w http.ResponseWriter, r *http.Request, a *Account) {
	users := s.members(a)
	if wantsJSON(r) {
		reply(w, map[string]any{"id": a.ID, "name": a.Title, "guestUserID": 31415999, "guestEnabled": false,
			"subscription": a.PlexPass, "users": users})
		return
	}
	writeXML(w, http.StatusOK, struct {
		XMLName xml.Name   `xml:"MediaContainer"`
		Name    string     `xml:"friendlyName,attr"`
		Size    int        `xml:"size,attr"`
		Users   []homeUser `xml:"User"`
	}{Name: "myPlex", Size: len(users), Users: users})
}

// switchUser hands out another Home member's own token. The path holds the id
// (old API) or the uuid (v2).
func (s *Site) switchUser(w http.ResponseWriter, r *http.Request, a *Account) {
	seen(r).entry.Kind = KindAuth
	m := s.member(a, r.PathValue("user"))
	if m == nil {
		plexError(w, http.StatusNotFound, 1002, "Not Found")
		return
	}
	if m.PIN != "" && r.FormValue("pin") != m.PIN {
		plexError(w, http.StatusForbidden, 1041, "Invalid PIN")
		return
	}
	if wantsJSON(r) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		reply(w, s.userPayload(m))
		return
	}
	writeXML(w, http.StatusCreated, struct {
		XMLName xml.Name `xml:"user"`
		ID      int      `xml:"id,attr"`
		UUID    string   `xml:"uuid,attr"`
		Title   string   `xml:"title,attr"`
		Token   string   `xml:"authToken,attr"`
		Older   string   `xml:"authenticationToken,attr"`
	}{ID: m.ID, UUID: m.UUID, Title: m.Title, Token: m.Token, Older: m.Token})
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

func wantsJSON(r *http.Request) bool { return strings.Contains(r.Header.Get("Accept"), "json") }

func writeXML(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	w.WriteHeader(status)
	w.Write([]byte(xml.Header))
	xml.NewEncoder(w).Encode(v)
}
