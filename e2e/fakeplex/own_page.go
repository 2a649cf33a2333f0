package fakeplex

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"sync"
	"time"
)

// OwnPage is a document that is served in place of one of the four pages, with what it
// stores: to try designs of which nobody has thought here. The document asks for its
// state with GET /state, and sends changes to it with POST /save, both as JSON. Its
// other requests are answered as Routes says.
type OwnPage struct {
	HTML   []byte
	State  map[string]any
	Routes map[string]OwnRoute
	// Rotates makes each answer with data set another session cookie, which scripts may
	// read. Who brings a former one is refused, as by a framework that renews a session or
	// a token against forged requests with each answer.
	Rotates bool
	// Saved, if set, hears of each save: what the page has stored then.
	Saved func(state map[string]any)
}

// OwnRoute is the answer to a path.
type OwnRoute struct {
	Status int    `json:"status"`
	Body   string `json:"body"`
	// Cookie is a line of Set-Cookie, if there is any.
	Cookie string `json:"cookie"`
	// DelayMS holds the answer back, in milliseconds.
	DelayMS int `json:"delay_ms"`
	// Endless makes the path a download that never ends.
	Endless bool `json:"endless"`
	// StreamMS and SocketMS make the path an event stream or a WebSocket that sends the
	// state once, after so many milliseconds, and stays open. With a negative number it
	// never sends anything.
	StreamMS *int `json:"sse_state_after_ms"`
	SocketMS *int `json:"ws_state_after_ms"`
}

// ownHosts and ownAddresses are where the documents of the pages are.
var (
	ownHosts     = map[string]string{PageEmail: "www.plex.tv", PageVendors: "www.plex.tv", PagePrivacy: "www.plex.tv", PageVisibility: "app.plex.tv"}
	ownAddresses = map[string]string{PageEmail: "/email-preferences/", PageVendors: "/vendors-us/", PagePrivacy: "/about/privacy-legal/", PageVisibility: "/desktop/"}
)

// ownPages serves the own pages of a site and holds what they store.
type ownPages struct {
	pages map[string]OwnPage

	mu    sync.Mutex
	state map[string]map[string]any
	// saves counts how often each key was saved, by page.
	saves map[string]map[string]int
	// turn numbers the session of a page that rotates it, by page.
	turn map[string]int
}

func newOwnPages(pages map[string]OwnPage) *ownPages {
	o := &ownPages{pages: pages, state: map[string]map[string]any{}, saves: map[string]map[string]int{}, turn: map[string]int{}}
	for name, p := range pages {
		o.state[name], o.saves[name] = maps.Clone(p.State), map[string]int{}
	}
	return o
}

// OwnState returns what an own page has stored.
func (s *Site) OwnState(page string) map[string]any { return s.own.stored(page) }

// OwnSaves returns how often each key of an own page was saved.
func (s *Site) OwnSaves(page string) map[string]int {
	s.own.mu.Lock()
	defer s.own.mu.Unlock()
	return maps.Clone(s.own.saves[page])
}

func (o *ownPages) stored(page string) map[string]any {
	o.mu.Lock()
	defer o.mu.Unlock()
	return maps.Clone(o.state[page])
}

// gate lets the own pages answer what is theirs, and everybody else the rest.
func (o *ownPages) gate(host string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, p := range o.pages {
			if ownHosts[name] == host && o.answer(w, r, name, p) {
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

func (o *ownPages) answer(w http.ResponseWriter, r *http.Request, name string, p OwnPage) bool {
	route, routed := p.Routes[r.URL.Path]
	switch {
	case p.Rotates && !o.rotate(w, r, name):
		http.Error(w, `{"error":"session expired"}`, http.StatusForbidden)
	case routed:
		if r.Method != http.MethodGet {
			seen(r).entry.Kind = KindTelemetry
		}
		o.serveRoute(w, r, name, route)
	case r.URL.Path == ownAddresses[name] && r.Method == http.MethodGet:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(p.HTML)
	case r.URL.Path == "/state" && r.Method == http.MethodGet:
		reply(w, o.stored(name))
	case r.URL.Path == "/save" && r.Method == http.MethodPost:
		o.save(w, r, name)
	default:
		return false
	}
	return true
}

// rotatedCookie is the session of a page that rotates it.
const rotatedCookie = "XSRF-TOKEN"

// rotate gives who asks another session. It returns false for data that is asked for with
// a former one. A document begins a session only for who brings none.
func (o *ownPages) rotate(w http.ResponseWriter, r *http.Request, name string) bool {
	data := r.URL.Path == "/state" || r.URL.Path == "/save"
	if !data && r.URL.Path != ownAddresses[name] {
		return true
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	has, err := r.Cookie(rotatedCookie)
	if !data && err == nil {
		return true
	}
	if data && (err != nil || has.Value != fmt.Sprintf("turn-%d", o.turn[name])) {
		return false
	}
	o.turn[name]++
	http.SetCookie(w, &http.Cookie{Name: rotatedCookie, Value: fmt.Sprintf("turn-%d", o.turn[name]), Path: "/", Secure: true})
	return true
}

func (o *ownPages) save(w http.ResponseWriter, r *http.Request, name string) {
	var patch map[string]any
	if r.Header.Get("Content-Type") == "application/x-www-form-urlencoded" {
		o.saveForm(w, r, name)
		return
	}
	if err := json.NewDecoder(r.Body).Decode(&patch); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	o.mu.Lock()
	maps.Copy(o.state[name], patch)
	for key := range patch {
		o.saves[name][key]++
	}
	o.mu.Unlock()
	if heard := o.pages[name].Saved; heard != nil {
		heard(o.stored(name))
	}
	reply(w, map[string]any{})
}

// saveForm stores what a form sent. A box that is not ticked is not in it.
func (o *ownPages) saveForm(w http.ResponseWriter, r *http.Request, name string) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	o.mu.Lock()
	for key, was := range o.state[name] {
		if _, twofold := was.(bool); twofold {
			o.state[name][key] = r.PostForm.Has(key)
		}
	}
	o.mu.Unlock()
	http.Redirect(w, r, ownAddresses[name], http.StatusSeeOther)
}

func (o *ownPages) serveRoute(w http.ResponseWriter, r *http.Request, name string, route OwnRoute) {
	after := func(ms int) bool {
		if ms < 0 {
			<-r.Context().Done()
			return false
		}
		select {
		case <-time.After(time.Duration(ms) * time.Millisecond):
			return true
		case <-r.Context().Done():
			return false
		}
	}
	said := func() []byte {
		text, _ := json.Marshal(o.stored(name))
		return text
	}
	switch {
	case route.Endless:
		w.Header().Set("Content-Type", "text/plain")
		for part := make([]byte, 1<<16); r.Context().Err() == nil; {
			if _, err := w.Write(part); err != nil {
				return
			}
		}
	case route.StreamMS != nil:
		w.Header().Set("Content-Type", "text/event-stream")
		w.WriteHeader(http.StatusOK)
		_ = http.NewResponseController(w).Flush()
		if after(*route.StreamMS) {
			fmt.Fprintf(w, "data: %s\n\n", said())
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		}
	case route.SocketMS != nil:
		serveSocket(w, r, func() []byte {
			if !after(*route.SocketMS) {
				return nil
			}
			return said()
		})
	default:
		if after(route.DelayMS) {
			w.Header().Set("Content-Type", "application/json")
			if route.Cookie != "" {
				w.Header().Set("Set-Cookie", route.Cookie)
			}
			w.WriteHeader(route.Status)
			if route.Status != http.StatusNoContent {
				w.Write([]byte(route.Body))
			}
		}
	}
}
