package fakeplex

import (
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var errSaveFailed = errors.New("the save was refused")

// rootOrigin matches the origins that may read answers with credentials.
var rootOrigin = regexp.MustCompile(`^https://([a-z0-9-]+\.)*plex\.tv$`)

// api answers for plex.tv, clients.plex.tv and community.plex.tv. Plex serves
// the same /api tree on the first two.
func (s *Site) api() http.Handler {
	mux := http.NewServeMux()
	s.userRoutes(mux)
	s.preferenceRoutes(mux)
	s.pinRoutes(mux)
	s.homeRoutes(mux)
	s.reviewRoutes(mux)
	s.signInRoutes(mux)
	mux.HandleFunc("POST community.plex.tv/api", s.graphQL)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.Host == "plex.tv" && r.URL.Path == "/" {
			http.Redirect(w, r, "https://www.plex.tv/", http.StatusMovedPermanently)
			return
		}
		s.fail(w, r, http.StatusNotFound, 1002, "Not Found")
	})
	return s.apiGate(mux)
}

// apiGate adds CORS headers, latency, and the quirks that affect every API answer.
func (s *Site) apiGate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if origin := r.Header.Get("Origin"); rootOrigin.MatchString(origin) {
			h := w.Header()
			h.Set("Access-Control-Allow-Origin", origin)
			h.Set("Access-Control-Allow-Credentials", "true")
			h.Set("Access-Control-Allow-Headers", "X-Plex-Token, X-Plex-Client-Identifier, X-Plex-Product, X-Plex-Language, Content-Type, Accept")
			h.Set("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE, OPTIONS")
			h.Set("Access-Control-Max-Age", "600")
			h.Set("Vary", "Origin")
		}
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		s.delay(r)
		if s.spend("drop", "") {
			hangUp()
		}
		if s.firewalled(w, r, "firewall-api", "") {
			return
		}
		if s.spend("rate-limit", "") {
			s.tooMany(w, r)
			return
		}
		if s.spend("error-500", "") {
			s.fail(w, r, http.StatusInternalServerError, 1000, "Internal Server Error")
			return
		}
		if s.isAnonymous(r) {
			s.fail(w, r, http.StatusUnprocessableEntity, 1000, "A required header is missing")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// delay delays an API answer. It ends early if the client disconnects.
func (s *Site) delay(r *http.Request) {
	s.mu.Lock()
	wait := s.cfg.Latency
	s.mu.Unlock()
	if q, ok := s.quirk("slow", ""); ok {
		if q.value < 0 {
			q.value = 1500
		}
		wait += time.Duration(q.value) * time.Millisecond
	}
	hold(r, wait)
}

func hold(r *http.Request, wait time.Duration) {
	if wait <= 0 {
		return
	}
	select {
	case <-time.After(wait):
	case <-r.Context().Done():
	}
}

// isAnonymous says whether a request lacks the identifier of its client, which every
// address of v2 wants. The one that makes PINs says so in its own words.
func (s *Site) isAnonymous(r *http.Request) bool {
	if !strings.HasPrefix(r.URL.Path, "/api/v2/") || r.URL.Path == "/api/v2/pins" || s.has("any-client", "") {
		return false
	}
	return clientOf(r) == ""
}

// clientOf returns the identifier of the client that sent a request.
func clientOf(r *http.Request) string {
	if id := r.Header.Get("X-Plex-Client-Identifier"); id != "" {
		return id
	}
	return r.FormValue("X-Plex-Client-Identifier")
}

// tooMany slows a client down. Plex does not say for how long, unless a quirk makes it.
func (s *Site) tooMany(w http.ResponseWriter, r *http.Request) {
	s.sayWhen(w)
	if r.URL.Path == "/api" {
		graphError(w, http.StatusTooManyRequests, "RATE_LIMITED", "Rate limit exceeded", map[string]any{"retryAfter": 60})
		return
	}
	s.fail(w, r, http.StatusTooManyRequests, 1003, "API rate limit exceeded")
}

// sayWhen adds the header that says when to ask again, under the quirk "retry-after".
func (s *Site) sayWhen(w http.ResponseWriter) {
	if q, ok := s.quirk("retry-after", ""); ok {
		w.Header().Set("Retry-After", strconv.Itoa(max(q.value, 1)))
	}
}

func (s *Site) unauthorized(w http.ResponseWriter, r *http.Request) {
	s.fail(w, r, http.StatusUnauthorized, 1001, "User could not be authenticated")
}

// signedIn wraps a handler that needs an account.
func (s *Site) signedIn(handle func(http.ResponseWriter, *http.Request, *Account)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		a := s.requester(r)
		if a == nil {
			s.unauthorized(w, r)
			return
		}
		handle(w, r, a)
	}
}
