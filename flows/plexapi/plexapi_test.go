package plexapi

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

const canaryToken = "canary-token-Zx81qQ"

var device = Device{ClientID: "plexpriv-canary-client", Product: "plexpriv", Name: "plexpriv ient"}

// plex is the plex.tv of one test, with a client that sends all its requests to it,
// whatever their host.
type plex struct {
	*Client
	log   bytes.Buffer
	asked []*http.Request
}

func newPlex(t *testing.T, answer http.HandlerFunc) *plex {
	t.Helper()
	p := &plex{}
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.asked = append(p.asked, r)
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	p.Client = New(Options{Roots: roots, Log: slog.New(slog.NewTextHandler(&p.log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	p.lead(server)
	t.Cleanup(p.Close)
	return p
}

func (p *plex) transport() *http.Transport {
	return p.http.Transport.(onlyPlex).next.(*http.Transport)
}

func (p *plex) lead(server *httptest.Server) {
	p.transport().DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, server.Listener.Addr().String())
	}
	p.transport().TLSClientConfig.ServerName = "example.com" // the test certificate's
}

func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

func TestPIN(t *testing.T) {
	p := newPlex(t, says(201, `{"id": 700001, "code": "abc", "expiresIn": 1800, "authToken": null, "location": {}}`))
	pin, err := p.NewPIN(t.Context(), device)
	if err != nil || pin != (PIN{700001, "abc", 30 * time.Minute}) {
		t.Fatalf("%+v, %v", pin, err)
	}
	r := p.asked[0]
	if r.Method != "POST" || r.Host != "plex.tv" || r.URL.String() != "/api/v2/pins?strong=true" {
		t.Errorf("the request was %s %s%s", r.Method, r.Host, r.URL)
	}
	for name, want := range map[string]string{
		"X-Plex-Client-Identifier": device.ClientID, "X-Plex-Product": "plexpriv", "X-Plex-Device-Name": device.Name, "Accept": "application/json",
	} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("the header %s is %q", name, got)
		}
	}
	if token, err := p.Token(t.Context(), device, pin); token != "" || err != nil {
		t.Errorf("before the approval: got token %q, %v", token, err)
	}
	if r := p.asked[1]; r.Method != "GET" || r.URL.String() != "/api/v2/pins/700001" || r.Header.Get("X-Plex-Client-Identifier") != device.ClientID {
		t.Errorf("the request was %s %s", r.Method, r.URL)
	}
}

// Plex's API has changed the format of fields before.
func TestPINsInOtherFormats(t *testing.T) {
	for body, want := range map[string]PIN{
		`{"id": "7", "code": "abc", "expiresIn": "900"}`: {7, "abc", 15 * time.Minute},
		`{"id": 7, "code": "abc"}`:                       {7, "abc", lifeUnknown},
		`{"id": 7, "code": "abc", "expiresIn": -1}`:      {7, "abc", lifeUnknown},
		`{"id": 7, "code": "abc", "expiresIn": 1e300}`:   {7, "abc", lifeMost},
		`<?xml version="1.0"?><pin id="7" code="abc" expiresIn="900" authToken=""><location code="US"/></pin>`: {7, "abc", 15 * time.Minute},
	} {
		p := newPlex(t, says(201, body))
		if pin, err := p.NewPIN(t.Context(), device); err != nil || pin != want {
			t.Errorf("%s: %+v, %v", body, pin, err)
		}
	}
}

func TestTokenOfAnApprovedPIN(t *testing.T) {
	for _, body := range []string{`{"id": 1, "code": "abc", "authToken": "` + canaryToken + `"}`, `<pin id="1" code="abc" authToken="` + canaryToken + `"/>`} {
		p := newPlex(t, says(200, body))
		if token, err := p.Token(t.Context(), device, PIN{ID: 1}); token != canaryToken || err != nil {
			t.Errorf("got token %q, %v", token, err)
		}
		if strings.Contains(p.log.String(), "canary") {
			t.Errorf("a secret is in the log: %s", p.log.String())
		}
	}
}

func TestInvalidPINAnswers(t *testing.T) {
	for body, status := range map[string]int{
		"<html>maintenance</html>": 200, `{"id": 1}`: 201, `{"code": "abc"}`: 201, "": 200, `[1]`: 200, `{"id": -1, "code": "abc"}`: 201, `{"id": 1, "code": "\u001b[2J"}`: 201, `{"id": "../user", "code": "abc"}`: 201,
		`{"id": 7, "code": "ab`: 201, `<pin id="7" code="abc">`: 201, `<device id="7" code="abc"/>`: 201,
		`{"errors":[{"code":1003,"message":"API rate limit exceeded"}]}`: 429,
	} {
		p := newPlex(t, says(status, body))
		_, err := p.NewPIN(t.Context(), device)
		var trouble *StatusError
		if !errors.As(err, &trouble) || (trouble.Strange != nil) != (status != 429) {
			t.Errorf("answer %q: got %v", body, err)
		}
	}
}

func TestErrors(t *testing.T) {
	for name, c := range map[string]struct {
		status  int
		body    string
		expired bool
		passing bool
	}{
		"expired":       {404, `{"errors":[{"code":1020,"message":"Code not found or expired"}]}`, true, false},
		"single error":  {404, `{"code":1020}`, true, false},
		"XML":           {404, `<errors><error code="1020" message="Code not found or expired" status="404"/></errors>`, true, false},
		"firewall":      {403, "<html><title>Request blocked</title>", false, false},
		"outage":        {404, "", false, true},
		"rate limit":    {429, `{"code":1003,"message":"API rate limit exceeded"}`, false, true},
		"server error":  {500, "", false, true},
		"gateway":       {504, "<html>", false, true},
		"refused":       {401, `{"errors":[{"code":1001}]}`, false, false},
		"no such thing": {400, `{"errors":[{"code":1000}]}`, false, false},
	} {
		p := newPlex(t, says(c.status, c.body))
		_, err := p.Token(t.Context(), device, PIN{ID: 1})
		var trouble *StatusError
		if errors.Is(err, ErrExpired) != c.expired || errors.As(err, &trouble) == c.expired {
			t.Errorf("%s: %v", name, err)
		}
		if trouble != nil && trouble.Passing() != c.passing {
			t.Errorf("%s: Passing() is %v", name, trouble.Passing())
		}
		if err != nil && (strings.Contains(err.Error(), "plex.tv/") || strings.Contains(err.Error(), "canary")) {
			t.Errorf("%s: the error holds a secret: %v", name, err)
		}
	}
}

// A token has ended only if Plex itself says so. What was refused for another reason is
// asked about: the token may have ended before.
func TestRevoke(t *testing.T) {
	const dead, wrong, blocked = `{"errors":[{"code":1001,"status":401}]}`, `{"errors":[{"code":1000,"message":"A header is missing"}]}`, "<html><title>Request blocked</title>"
	for name, c := range map[string]struct {
		signOut    int
		says       string
		user       int
		saysOfUser string
		ok         bool
	}{
		"ended":                        {signOut: 204, user: 401, saysOfUser: dead, ok: true},
		"ended, in XML":                {signOut: 204, user: 401, saysOfUser: `<errors><error code="1001" status="401"/></errors>`, ok: true},
		"ended long ago":               {signOut: 401, says: dead, user: 401, ok: true},
		"invalid, by Plex's words":     {signOut: 422, says: `{"error":"Invalid token"}`, user: 422, saysOfUser: `<errors><error message="Invalid token"/></errors>`, ok: true},
		"422 for another reason":       {signOut: 422, says: wrong, user: 422, saysOfUser: wrong},
		"422, and nothing else":        {signOut: 422, user: 422},
		"422, but the token lives":     {signOut: 422, says: `{"error":"Invalid token"}`, user: 200, saysOfUser: `{"id":7}`},
		"422, and the token has ended": {signOut: 422, says: wrong, user: 401, saysOfUser: dead, ok: true},
		"still valid":                  {signOut: 204, user: 200, saysOfUser: `<user id="7"/>`},
		"not seen":                     {signOut: 204, user: 500},
		"refused, and ended":           {signOut: 403, user: 401, ok: true},
		"refused by a firewall":        {signOut: 403, says: blocked, user: 403, saysOfUser: blocked},
		"a page instead of the user":   {signOut: 204, user: 200, saysOfUser: blocked},
		"outage":                       {signOut: 503, user: 200, saysOfUser: `{"id":7}`},
	} {
		for _, client := range []string{device.ClientID, ""} {
			p := newPlex(t, func(w http.ResponseWriter, r *http.Request) {
				if h := r.Header; h.Get("X-Plex-Token") != canaryToken || h.Get("X-Plex-Client-Identifier") == "" || h.Get("Accept") != "application/json" {
					t.Errorf("%s: the request has the headers %v", name, h)
				}
				switch r.Method + " " + r.URL.Path {
				case "DELETE /api/v2/users/signout":
					says(c.signOut, c.says)(w, r)
				case "GET /api/v2/user":
					says(c.user, c.saysOfUser)(w, r)
				default:
					t.Errorf("%s: the request was %s %s", name, r.Method, r.URL)
				}
			})
			err := p.Revoke(t.Context(), canaryToken, client)
			if (err == nil) != c.ok || len(p.asked) != 2 {
				t.Errorf("%s: %v after %d requests", name, err, len(p.asked))
			}
			if strings.Contains(fmt.Sprint(err, p.log.String()), "canary") {
				t.Errorf("%s: a secret is in the error or the log: %v %s", name, err, p.log.String())
			}
		}
	}
}

// After a 429 nothing more is asked.
func TestRevokeWhenLimited(t *testing.T) {
	p := newPlex(t, says(429, `{"errors":[{"code":1003}]}`))
	if err := p.Revoke(t.Context(), canaryToken, device.ClientID); err == nil || len(p.asked) != 1 {
		t.Errorf("%v after %d requests", err, len(p.asked))
	}
}

// Whatever is asked, Plex answers in JSON only to an Accept that is exactly this, and a
// firewall's page is told as such.
func TestAcceptIsExact(t *testing.T) {
	p := newPlex(t, says(403, "<html><title>Request blocked</title>"))
	_, pin := p.NewPIN(t.Context(), device)
	_, token := p.Token(t.Context(), device, PIN{ID: 1})
	_, accepts := p.Accepts(t.Context(), canaryToken, device.ClientID)
	for _, err := range []error{pin, token, accepts, p.Revoke(t.Context(), canaryToken, device.ClientID)} {
		if err == nil || !strings.HasSuffix(err.Error(), `a firewall in front of plex.tv answers 403 with a page ("Request blocked")`) {
			t.Errorf("the error is %v", err)
		}
	}
	for _, r := range p.asked {
		if got := r.Header["Accept"]; len(got) != 1 || got[0] != "application/json" {
			t.Errorf("%s %s: Accept is %q", r.Method, r.URL, got)
		}
	}
	if len(p.asked) != 5 {
		t.Errorf("%d requests, want 5", len(p.asked))
	}
}

// After a redirect no request leaves plex.tv, and so no header with a token.
func TestRedirects(t *testing.T) {
	for to, follows := range map[string]bool{
		"https://clients.plex.tv/api/v2/there": false,
		"/there":                               true,
		"http://plex.tv/there":                 false,
		"https://plex.tv.example.com/there":    false,
		"https://example.com/there":            false,
		"https://plex.tv:8443/there":           false,
		"https://x@plex.tv/there":              false,
		"https://notplex.tv/there":             false,
		"https://127.0.0.1/there":              false,
	} {
		p := newPlex(t, func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "there") {
				if from := r.Header.Get("Referer"); from != "" {
					t.Errorf("%s: the redirect has the Referer %q", to, from)
				}
				fmt.Fprint(w, `{}`)
				return
			}
			http.Redirect(w, r, to, http.StatusTemporaryRedirect)
		})
		_, err := p.Token(t.Context(), device, PIN{ID: 1})
		if (err == nil) != follows || (len(p.asked) == 2) != follows {
			t.Errorf("%s: %v after %d requests", to, err, len(p.asked))
		}
	}
}

// A sign-out that is redirected to a GET has not signed out.
func TestRedirectToAnotherMethod(t *testing.T) {
	p := newPlex(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/there" {
			return
		}
		http.Redirect(w, r, "/there", http.StatusFound)
	})
	if err := p.Revoke(t.Context(), canaryToken, ""); err == nil || len(p.asked) != 1 {
		t.Errorf("%v after %d requests", err, len(p.asked))
	}
}

func TestUnknownAuthority(t *testing.T) {
	p := newPlex(t, says(200, "{}"))
	p.transport().TLSClientConfig.RootCAs = x509.NewCertPool()
	_, err := p.NewPIN(t.Context(), device)
	var trust *TrustError
	if !errors.As(err, &trust) {
		t.Errorf("%v", err)
	}
}

func TestOldTLS(t *testing.T) {
	server := httptest.NewUnstartedServer(says(200, "{}"))
	server.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
	server.StartTLS()
	defer server.Close()
	p := newPlex(t, says(200, "{}"))
	p.transport().TLSClientConfig.RootCAs.AddCert(server.Certificate())
	p.lead(server)
	_, err := p.NewPIN(t.Context(), device)
	if err == nil || !strings.Contains(err.Error(), "protocol version") {
		t.Errorf("TLS 1.1 must be refused: %v", err)
	}
	// A client that allows old TLS does reach the server.
	old := p.transport().Clone()
	old.TLSClientConfig.MinVersion = tls.VersionTLS10
	if answer, err := (&http.Client{Transport: old}).Get("https://plex.tv/"); err != nil {
		t.Errorf("the test's server does not answer: %v", err)
	} else {
		answer.Body.Close()
	}
}

func TestNoConnection(t *testing.T) {
	p := newPlex(t, says(200, "{}"))
	p.transport().DialContext = func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("no route") }
	_, err := p.NewPIN(t.Context(), device)
	var network *NetworkError
	if !errors.As(err, &network) || err.Error() != "ask Plex for a sign-in code: no route" {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	stop := errors.New("stop")
	cancel(stop)
	if _, err := p.NewPIN(ctx, device); !errors.Is(err, stop) {
		t.Errorf("an interrupted request must say so: %v", err)
	}
}

func TestProxyIsAsked(t *testing.T) {
	var asked *url.URL
	c := New(Options{Proxy: func(u *url.URL) (*url.URL, error) {
		asked = u
		return nil, errors.New("proxy")
	}})
	_, err := c.NewPIN(t.Context(), device)
	if asked == nil || asked.Host != "plex.tv" || err == nil {
		t.Errorf("the proxy was asked for %v: %v", asked, err)
	}
}

func TestAuthURL(t *testing.T) {
	got := AuthURL(Device{ClientID: "plexpriv-a b", Product: "plexpriv"}, PIN{Code: "x&y"})
	if want := "https://app.plex.tv/auth#?clientID=plexpriv-a+b&code=x%26y&context%5Bdevice%5D%5Bproduct%5D=plexpriv"; got != want {
		t.Errorf("%s", got)
	}
	if short := ShortAuthURL(Device{ClientID: "plexpriv-a b", Product: "plexpriv"}, PIN{Code: "x&y"}); short+"&context%5Bdevice%5D%5Bproduct%5D=plexpriv" != got {
		t.Errorf("the short form is %s", short)
	}
}

func TestReach(t *testing.T) {
	date := time.Date(2026, 3, 14, 15, 0, 30, 0, time.UTC)
	for _, status := range []int{200, 302, 403, 405, 429, 503} {
		p := newPlex(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", date.Format(http.TimeFormat))
			w.Header().Set("Location", "https://www.plex.tv/elsewhere")
			w.WriteHeader(status)
		})
		answer, err := p.Reach(t.Context(), "app.plex.tv")
		if err != nil || answer.Status != status || !answer.Date.Equal(date) {
			t.Errorf("status %d: got %+v, %v", status, answer, err)
		}
		if len(p.asked) != 1 || p.asked[0].Method != "HEAD" || p.asked[0].Host != "app.plex.tv" || p.asked[0].URL.String() != "/" {
			t.Errorf("status %d: %d requests, want one", status, len(p.asked))
		}
	}
	p := newPlex(t, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Date", "yesterday") })
	if answer, err := p.Reach(t.Context(), "plex.tv"); err != nil || !answer.Date.IsZero() {
		t.Errorf("an answer without a date: got %+v, %v", answer, err)
	}
	if _, err := p.Reach(t.Context(), "example.com"); !errors.Is(err, errForeign) {
		t.Errorf("a host that is not Plex's must be refused: %v", err)
	}
	p.transport().TLSClientConfig.RootCAs = x509.NewCertPool()
	p.transport().CloseIdleConnections()
	var trust *TrustError
	if _, err := p.Reach(t.Context(), "plex.tv"); !errors.As(err, &trust) {
		t.Errorf("an unknown authority must be refused: %v", err)
	}
}
