package ui

import (
	"mime"
	"net/http"
	"time"
)

const (
	// mostBody is enough for the ids of all settings.
	mostBody = 16 << 10
	// mostHeader is for all headers of a request together.
	mostHeader = 16 << 10
	// headerLimit and bodyLimit are how long a request may take to arrive.
	headerLimit = 5 * time.Second
	bodyLimit   = 10 * time.Second
	// writeLimit is how long the page may take to accept an answer.
	writeLimit = 10 * time.Second
)

// policy lets the page load its own style and script, ask its own server, and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// guard lets requests of the page itself through. All others are refused before anything
// reads them: those of other sites, of other names that lead to this address, and of
// programs that do not know the key.
type guard struct {
	// host is the address and port that the server listens on.
	host string
	keys *keyring
	next http.Handler
}

// open is what needs no key. Anything else does, however its path is written.
var open = map[string]bool{"GET /": true, "GET /ui.js": true, "GET /ui.css": true, "POST " + pathSession: true}

// refusal is why a request is refused. The text goes to a person who reads the log of
// their browser.
type refusal struct {
	code int
	why  string
}

// ServeHTTP refuses a request or passes it on.
func (g *guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	protect(w.Header())
	if no := g.refuses(r); no != nil {
		http.Error(w, no.why, no.code)
		return
	}
	if g.keys.opens(r) {
		recognize(r)
	}
	r.Body = http.MaxBytesReader(w, r.Body, mostBody)
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writeLimit))
	g.next.ServeHTTP(w, r)
}

func (g *guard) refuses(r *http.Request) *refusal {
	switch {
	case r.Host != g.host:
		// Another name leads here: somebody's DNS says so, to make their page look like ours.
		return &refusal{http.StatusMisdirectedRequest, "this is not the address of the page"}
	case r.Method != http.MethodGet && r.Method != http.MethodPost:
		return &refusal{http.StatusMethodNotAllowed, "only GET and POST"}
	case !g.ownOrigin(r):
		return &refusal{http.StatusForbidden, "only the page itself may ask"}
	}
	if r.Method == http.MethodPost && !isJSON(r) {
		return &refusal{http.StatusUnsupportedMediaType, "only JSON"}
	}
	if !open[r.Method+" "+r.URL.Path] && !g.keys.opens(r) {
		return &refusal{http.StatusUnauthorized, "this page is not signed in to plexpriv"}
	}
	return nil
}

// ownOrigin reports whether a request comes from the page itself. The page may also be
// opened from elsewhere, in a tab of its own. A browser says where a request comes from;
// a request that changes something must say so.
func (g *guard) ownOrigin(r *http.Request) bool {
	if origin := r.Header.Get("Origin"); origin != "http://"+g.host && (origin != "" || r.Method == http.MethodPost) {
		return false
	}
	site := r.Header.Get("Sec-Fetch-Site")
	if site == "" || site == "same-origin" {
		return true
	}
	return r.Method == http.MethodGet && r.URL.Path == "/" && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}

func isJSON(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "application/json"
}

// protect sets the headers that all answers have.
func protect(h http.Header) {
	for name, value := range map[string]string{
		"Content-Security-Policy": policy, "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff",
		"Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		"Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=()", "X-Robots-Tag": "noindex",
	} {
		h.Set(name, value)
	}
}
