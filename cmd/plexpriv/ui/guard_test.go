package ui

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const ownHost = "127.0.0.1:4321"

// guarded is a guard before a handler that answers everything, with a key that is known.
func guarded(t *testing.T) (g *guard, key string) {
	t.Helper()
	keys := newKeyring()
	key, ok := keys.exchange(keys.token)
	if !ok {
		t.Fatal("the token is not accepted")
	}
	return &guard{host: ownHost, keys: keys, next: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })}, key
}

func TestGuard(t *testing.T) {
	g, key := guarded(t)
	own := map[string]string{"Origin": "http://" + ownHost, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json", keyHeader: key}
	for name, x := range map[string]struct {
		method, path string
		change       map[string]string
		want         int
	}{
		"an act of the page":                 {"POST", pathAct, nil, 200},
		"the view":                           {"GET", pathView, map[string]string{"Origin": ""}, 200},
		"the page from the address bar":      {"GET", "/", map[string]string{"Origin": "", "Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200},
		"the page from a file":               {"GET", "/", map[string]string{"Origin": "", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200},
		"an old browser":                     {"POST", pathAct, map[string]string{"Sec-Fetch-Site": ""}, 200},
		"another host":                       {"GET", "/", map[string]string{"Host": "plexpriv.example:4321"}, 421},
		"localhost":                          {"GET", "/", map[string]string{"Host": "localhost:4321"}, 421},
		"another port":                       {"GET", "/", map[string]string{"Host": "127.0.0.1:80"}, 421},
		"another origin":                     {"POST", pathAct, map[string]string{"Origin": "https://plex.example"}, 403},
		"another port of this computer":      {"POST", pathAct, map[string]string{"Origin": "http://127.0.0.1:80"}, 403},
		"no origin":                          {"POST", pathAct, map[string]string{"Origin": ""}, 403},
		"an origin that is hidden":           {"POST", pathAct, map[string]string{"Origin": "null"}, 403},
		"a read from another origin":         {"GET", pathView, map[string]string{"Origin": "https://plex.example"}, 403},
		"another site, says the browser":     {"POST", pathAct, map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		"another port, says the browser":     {"GET", pathView, map[string]string{"Origin": "", "Sec-Fetch-Site": "same-site"}, 403},
		"a frame":                            {"GET", "/", map[string]string{"Origin": "", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403},
		"a script of another page":           {"GET", "/ui.js", map[string]string{"Origin": "", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403},
		"an act as a navigation":             {"GET", pathView, map[string]string{"Origin": "", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 403},
		"no key":                             {"GET", pathView, map[string]string{keyHeader: ""}, 401},
		"no key, a path that is the same":    {"GET", "//api/view", map[string]string{keyHeader: ""}, 401},
		"no key, a path around it":           {"GET", "/x/../api/view", map[string]string{keyHeader: ""}, 401},
		"no key, a path in code":             {"GET", "/%61pi/view", map[string]string{keyHeader: ""}, 401},
		"no key, a path in capitals":         {"GET", "/API/view", map[string]string{keyHeader: ""}, 401},
		"no key, a path that is not there":   {"POST", "/other", map[string]string{keyHeader: ""}, 401},
		"a form for a path that is the same": {"POST", "//api/act", map[string]string{"Content-Type": "text/plain"}, 415},
		"another key":                        {"POST", pathAct, map[string]string{keyHeader: strings.Repeat("A", len(key))}, 401},
		"a form":                             {"POST", pathAct, map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, 415},
		"the question of CORS":               {"OPTIONS", pathAct, nil, 405},
		"another method":                     {"DELETE", pathAct, nil, 405},
	} {
		r := httptest.NewRequest(x.method, "http://"+ownHost+x.path, nil)
		for n, v := range own {
			r.Header.Set(n, v)
		}
		for n, v := range x.change {
			r.Header.Set(n, v)
		}
		if host := x.change["Host"]; host != "" {
			r.Host = host
		}
		w := httptest.NewRecorder()
		g.ServeHTTP(w, r)
		if w.Code != x.want {
			t.Errorf("%s: %d, want %d", name, w.Code, x.want)
		}
		for header := range w.Header() {
			if strings.HasPrefix(header, "Access-Control-") {
				t.Errorf("%s: answers with %s", name, header)
			}
		}
		if !strings.Contains(w.Header().Get("Content-Security-Policy"), "frame-ancestors 'none'") || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: the answer is not protected: %v", name, w.Header())
		}
	}
}

func TestTokenWorksOnce(t *testing.T) {
	k := newKeyring()
	if _, ok := k.exchange("AAAA"); ok {
		t.Error("a wrong token is accepted")
	}
	if _, ok := k.exchange(""); ok {
		t.Error("no token is accepted")
	}
	if k.opens(httptest.NewRequest("GET", "/", nil)) {
		t.Error("before the exchange no key is the right one")
	}
	key, ok := k.exchange(k.token)
	if !ok || len(key) < 20 || key == k.token {
		t.Errorf("the token gives %q, %t", key, ok)
	}
	if _, ok := k.exchange(k.token); ok {
		t.Error("the token is accepted twice")
	}
}
