package fakeplex

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"
)

// visit is what is known about one request; handlers read it and add to it.
type visit struct {
	entry Entry
}

type visitKey struct{}

// seen returns the record of the request under way.
func seen(r *http.Request) *visit {
	if v, ok := r.Context().Value(visitKey{}).(*visit); ok {
		return v
	}
	return &visit{}
}

// statusWriter remembers the status for the log.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap returns the writer beneath, which can flush and hand over its connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *statusWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// ServeHTTP answers for every host of the site and keeps the log.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host := strings.ToLower(strings.Split(r.Host, ":")[0])
	v := &visit{entry: Entry{Time: time.Now(), Method: r.Method, Host: host, Path: r.URL.Path, Kind: kindOf(r)}}
	out := &statusWriter{ResponseWriter: w}
	r = r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
	if err := r.ParseForm(); err == nil {
		for name := range r.Form {
			if !strings.EqualFold(name, "X-Plex-Token") {
				v.entry.Fields = append(v.entry.Fields, name)
			}
		}
		slices.Sort(v.entry.Fields)
	}
	defer func() {
		v.entry.Status = out.status
		s.record(v.entry)
	}()

	handler, ok := s.routes[host]
	if _, server := s.serverAt(host); server {
		handler = http.HandlerFunc(s.mediaServer)
	} else if !ok {
		handler = http.HandlerFunc(serveTelemetry)
	}
	out.Header().Set("Cache-Control", "no-store")
	s.mu.Lock()
	delay := s.cfg.Delay
	s.mu.Unlock()
	hold(r, delay)
	handler.ServeHTTP(out, r)
}

// kindOf is the first guess at the kind of a request: every method but GET, HEAD and
// OPTIONS is taken for a write. Handlers that know better correct it.
func kindOf(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return KindRead
	}
	return KindWrite
}

// serveTelemetry stands for all other plex.tv hosts (analytics, metrics …).
func serveTelemetry(w http.ResponseWriter, r *http.Request) {
	seen(r).entry.Kind = KindTelemetry
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.WriteHeader(http.StatusNoContent)
}

// hosts maps every host that has its own pages or API to its handler.
func (s *Site) hosts() map[string]http.Handler {
	api := s.api()
	consent := http.NewServeMux()
	consent.Handle("GET /wp-content/themes/plex/", http.StripPrefix("/wp-content/themes/plex/", assets()))
	consent.HandleFunc("GET /manager", s.consentFrame)
	return map[string]http.Handler{
		"www.plex.tv":       s.own.gate("www.plex.tv", s.website()),
		"app.plex.tv":       s.own.gate("app.plex.tv", s.webApp()),
		accountHost:         s.accountSite(),
		"plex.tv":           api,
		"clients.plex.tv":   api,
		"community.plex.tv": api,
		"consent.plex.tv":   consent,
		s.identity:          s.identityProvider(),
	}
}
