package fakeplex

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
)

// What has access to an account: devices, webhooks, companions, shares. The forms are
// those of the recorded answers in plex-api.rs (tests/mocks/myplex) and of what other
// programs read from clients.plex.tv (hubarr, WebServarr, 2026). Every entry holds secrets
// of others, as Plex's do.

func (s *Site) reviewRoutes(mux *http.ServeMux) {
	for _, part := range []struct {
		name, path string
		send       func(http.ResponseWriter, *http.Request, *Account)
	}{
		{"devices", "/devices.xml", s.sendDevices},
		{"webhooks", "/api/v2/user/webhooks", s.sendWebhooks},
		{"companions", "/api/v2/companions", s.sendCompanions},
		{"shares", "/api/v2/shared_servers/owned/accepted", s.sendShares(false)},
		{"shares", "/api/v2/shared_servers/owned/pending", s.sendShares(true)},
	} {
		mux.HandleFunc("GET "+part.path, s.signedIn(func(w http.ResponseWriter, r *http.Request, a *Account) {
			if !s.spoiled(w, r, "bad-"+part.name) {
				part.send(w, r, a)
			}
		}))
	}
	// Retired in August 2026 (WebServarr).
	mux.HandleFunc("GET /api/v2/friends", s.signedIn(func(w http.ResponseWriter, r *http.Request, _ *Account) {
		s.fail(w, r, http.StatusGone, 410, "This endpoint was deprecated and removed")
	}))
}

// The numbers of the quirks "bad-…" that are no HTTP status.
const (
	badPage = iota + 1
	badHalf
	badHuge
	badKind
)

// spoiled answers badly, if a quirk says so.
func (s *Site) spoiled(w http.ResponseWriter, r *http.Request, name string) bool {
	q, ok := s.quirk(name, "")
	if !ok {
		return false
	}
	switch q.value {
	case badPage:
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<!doctype html><html><head><title>Plex</title></head><body>Hello</body></html>")
	case badHalf:
		fmt.Fprint(w, `[{"url":"https://canary-half.example.test/`)
	case badHuge:
		fmt.Fprint(w, "[", strings.Repeat(`{"url":"https://canary-huge.example.test/"},`, 400_000), "{}]")
	case badKind:
		fmt.Fprint(w, `<Response code="1000" status="canary-other"/>`)
	case http.StatusUnauthorized:
		s.unauthorized(w, r)
	default:
		s.fail(w, r, q.value, 1000, "canary-refused")
	}
	return true
}

// device is one entry of the list of devices.
type device struct {
	Name          string `json:"name"`
	PublicAddress string `json:"publicAddress"`
	Product       string `json:"product"`
	Version       string `json:"productVersion"`
	Platform      string `json:"platform"`
	Provides      string `json:"provides"`
	Client        string `json:"clientIdentifier"`
	ID            int    `json:"id"`
	Token         string `json:"token"`
	CreatedAt     int64  `json:"createdAt"`
	LastSeenAt    int64  `json:"lastSeenAt"`
}

// sendDevices lists the devices. The address knows nothing but XML.
func (s *Site) sendDevices(w http.ResponseWriter, r *http.Request, a *Account) {
	const first = 1763800000
	list := []device{
		{"Attic", "203.0.113.77", "Plex Media Server", "1.43.0.10389", "Linux", "server", "canary-attic-" + a.Name, 9001, "canary-token-attic", first, first + 90},
		{"Dora’s phone", "203.0.113.77", "Plex for iOS", "8.45", "iOS", "client,player", "canary-phone-" + a.Name, 9002, "canary-token-phone", first, first + 80},
		{"Sonarr", "203.0.113.77", "Sonarr", "4.0", "Linux", "", "canary-sonarr-" + a.Name, 9003, "canary-token-sonarr", first, first + 70},
		{"plexpriv zz99", "203.0.113.77", "plexpriv", "", "Linux", "", "canary-elsewhere-" + a.Name, 9004, "canary-token-elsewhere", first, first + 60},
		{"plexpriv", "203.0.113.77", "plexpriv", "", "Linux", "", clientOf(r), 9005, s.tokenOf(r), first, first + 100},
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, `%s<MediaContainer publicAddress="203.0.113.77" size="%d">`, xml.Header, len(list))
	for _, d := range list {
		element(&out, "Device", plain(d))
	}
	out.WriteString("</MediaContainer>")
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	w.Write(out.Bytes())
}

func (s *Site) sendWebhooks(w http.ResponseWriter, r *http.Request, a *Account) {
	list := []map[string]string{}
	if a.PlexPass {
		list = append(list, map[string]string{"url": "https://hooks.example.test/canary-hook?key=canary"}, map[string]string{"url": "http://tautulli.example.test:9999/canary"})
	}
	s.send(w, r, http.StatusOK, "webhooks", list)
}

func (s *Site) sendCompanions(w http.ResponseWriter, r *http.Request, _ *Account) {
	s.send(w, r, http.StatusOK, "companions", []map[string]string{{
		"identifier": "tv.plex.sonos", "baseURL": "https://sonos.plex.tv", "title": "Sonos", "linkURL": "https://sonos.plex.tv/link", "provides": "client,player", "token": "canary-token-sonos",
	}})
}

// sendShares lists with whom the servers of the account are shared.
func (s *Site) sendShares(pending bool) func(http.ResponseWriter, *http.Request, *Account) {
	return func(w http.ResponseWriter, r *http.Request, a *Account) {
		list := []map[string]any{}
		share := func(id int, person, mail string, all bool, libraries ...string) {
			var shared []map[string]any
			for i, title := range libraries {
				shared = append(shared, map[string]any{"id": 100 + i, "key": i + 1, "title": title, "type": "movie"})
			}
			list = append(list, map[string]any{
				"id": id, "name": "Attic", "machineIdentifier": "canary-machine", "accepted": !pending, "allLibraries": all, "numLibraries": 4,
				"owned": true, "inviteToken": "canary-invite", "invitedEmail": mail, "invitedId": id + 5, "libraries": shared,
				"invited":         map[string]any{"id": id + 5, "title": person, "username": strings.ToLower(person), "email": mail},
				"sharingSettings": map[string]any{"allowSync": true, "allowTuners": 0},
			})
		}
		switch {
		case !a.PlexPass: // who owns no server shares none
		case pending:
			share(3, "", "canary-eve@example.test", false, "Holiday videos")
		default:
			share(1, "Dora", "canary-dora@example.test", true)
			share(2, "Emil", "canary-emil@example.test", false, "Holiday videos", "Concerts")
		}
		s.send(w, r, http.StatusOK, "sharedServers", list)
	}
}
