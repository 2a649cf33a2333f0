package fakeplex

import (
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
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
	s.signInRoutes(mux)
	mux.HandleFunc("POST community.plex.tv/api", s.graphQL)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.Host == "plex.tv" && r.URL.Path == "/" {
			http.Redirect(w, r, "https://www.plex.tv/", http.StatusMovedPermanently)
			return
		}
		plexError(w, http.StatusNotFound, 1002, "Not Found")
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
		if s.spend("rate-limit", "") {
			if r.URL.Path == "/api" {
				w.Header().Set("Retry-After", "1")
				graphError(w, http.StatusTooManyRequests, "RATE_LIMITED", "Rate limit exceeded", map[string]any{"retryAfter": 1})
				return
			}
			tooMany(w)
			return
		}
		if s.spend("error-500", "") {
			plexError(w, http.StatusInternalServerError, 1000, "Internal Server Error")
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

// plexError answers in the shape plex.tv uses for its errors.
func plexError(w http.ResponseWriter, status, code int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]any{
		"errors": []map[string]any{{"code": code, "message": message, "status": status}},
	})
}

func tooMany(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "1")
	plexError(w, http.StatusTooManyRequests, 1003, "API rate limit exceeded")
}

func unauthorized(w http.ResponseWriter) {
	plexError(w, http.StatusUnauthorized, 1001, "User could not be authenticated")
}

// signedIn wraps a handler that needs an account.
func (s *Site) signedIn(handle func(http.ResponseWriter, *http.Request, *Account)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		a := s.requester(r)
		if a == nil {
			unauthorized(w)
			return
		}
		handle(w, r, a)
	}
}
