package fakeplex

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// pinLife is how long a PIN is valid, as Plex answered in October 2026. The quirk
// "pin-life" changes it.
const pinLife = 1800 * time.Second

const firstPIN = 700001

// pin is one sign-in by code.
type pin struct {
	id              int
	code, client    string
	product, token  string
	created, expiry time.Time
	polls           int
	linkedBy        string // the product that has approved it over the API
}

// PIN is the state of a sign-in by code.
type PIN struct {
	Code    string `json:"code"`
	Client  string `json:"client"`
	Product string `json:"product"`
	// Polls is how often its client has asked about it.
	Polls    int  `json:"polls"`
	Approved bool `json:"approved"`
}

// PINs returns all PINs that were asked for, the newest last.
func (s *Site) PINs() []PIN {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []PIN
	for id := firstPIN; id < firstPIN+len(s.pins); id++ {
		p := s.pins[id]
		out = append(out, PIN{p.code, p.client, p.product, p.polls, p.token != ""})
	}
	return out
}

func (s *Site) pinRoutes(mux *http.ServeMux) {
	mux.HandleFunc("POST /api/v2/pins", s.createPIN)
	mux.HandleFunc("GET /api/v2/pins/{id}", s.pollPIN)
	mux.HandleFunc("PUT /api/v2/pins/link", s.signedIn(func(w http.ResponseWriter, r *http.Request, a *Account) {
		seen(r).entry.Kind = KindAuth
		code := r.FormValue("code")
		if code == "" || s.ApprovePIN(code, a.Name) != nil {
			s.fail(w, r, http.StatusNotFound, 1020, "Code not found or expired")
			return
		}
		s.linked(code, r.Header.Get("X-Plex-Product"))
		w.WriteHeader(http.StatusNoContent)
	}))
}

func (s *Site) createPIN(w http.ResponseWriter, r *http.Request) {
	seen(r).entry.Kind = KindAuth
	if s.spend("new-pin-rate-limit", "") {
		s.tooMany(w, r)
		return
	}
	client := clientOf(r)
	if client == "" {
		s.fail(w, r, http.StatusBadRequest, 1000, "X-Plex-Client-Identifier is missing")
		return
	}
	code := strings.ToUpper(rand.Text()[:4])
	if strong := r.FormValue("strong"); strong == "true" || strong == "1" {
		code = strings.ToLower(rand.Text())[:25]
	}
	life := pinLife
	if q, ok := s.quirk("pin-life", ""); ok {
		life = time.Duration(max(q.value, 1)) * time.Second
	}
	s.mu.Lock()
	p := &pin{id: firstPIN + len(s.pins), code: code, client: client, product: r.Header.Get("X-Plex-Product"), created: time.Now(), expiry: time.Now().Add(life)}
	s.pins[p.id] = p
	answer := p.payload()
	s.mu.Unlock()
	s.send(w, r, http.StatusCreated, "pin", answer)
}

func (s *Site) pollPIN(w http.ResponseWriter, r *http.Request) {
	if s.spend("pin-rate-limit", "") {
		s.tooMany(w, r)
		return
	}
	id, _ := strconv.Atoi(r.PathValue("id"))
	answer := s.askedAbout(id, clientOf(r))
	if answer == nil {
		s.fail(w, r, http.StatusNotFound, 1020, "Code not found or expired")
		return
	}
	s.send(w, r, http.StatusOK, "pin", answer)
}

// askedAbout counts a question of a client about its PIN, and returns the answer; nil if
// there is no such PIN.
func (s *Site) askedAbout(id int, client string) map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.pins[id]
	if !ok || time.Now().After(p.expiry) || p.client != client {
		return nil
	}
	p.polls++
	return p.payload()
}

func (p *pin) payload() map[string]any {
	return map[string]any{
		"id": p.id, "code": p.code, "product": p.product, "trusted": false, "clientIdentifier": p.client,
		"qr": "https://plex.tv/api/v2/pins/qr/" + p.code, "location": location(nil),
		"expiresIn": int(time.Until(p.expiry).Round(time.Second).Seconds()), "createdAt": p.created.UTC().Format(time.RFC3339),
		"expiresAt": p.expiry.UTC().Format(time.RFC3339), "authToken": orNull(p.token), "newRegistration": nil,
	}
}

// ApprovePIN signs a PIN's client in as an account. Plex keeps one token per
// account and client, so an earlier token of the same client ends. An empty
// code means the newest PIN.
func (s *Site) ApprovePIN(code, name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, err := s.account(name)
	if err != nil {
		return err
	}
	if len(s.pins) == 0 {
		return errors.New("no PIN was asked for")
	}
	for id := firstPIN + len(s.pins) - 1; id >= firstPIN; id-- {
		p := s.pins[id]
		if code != "" && !strings.EqualFold(p.code, code) {
			continue
		}
		if time.Now().After(p.expiry) {
			return errors.New("it is too old to be approved")
		}
		s.rotate(a, p)
		return nil
	}
	return fmt.Errorf("no PIN has the code that was given")
}

// linked notes which product has approved a PIN.
func (s *Site) linked(code, product string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.pins {
		if strings.EqualFold(p.code, code) {
			p.linkedBy = product
		}
	}
}

func (s *Site) rotate(a *Account, p *pin) {
	for _, older := range s.pins {
		if older.client == p.client && older.token != "" && s.sessions[older.token] == a.Name {
			s.revoked[older.token] = true
		}
	}
	p.token = fmt.Sprintf("canary-token-%s-pin%d", a.Name, p.id)
	s.sessions[p.token] = a.Name
}
