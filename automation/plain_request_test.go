package automation

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// plainSite answers as an API does, and as what stands in front of one.
func plainSite(t *testing.T) *netSite {
	return newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		switch r.URL.Path {
		case "/json":
			h.Set("Content-Type", "application/json")
			fmt.Fprint(w, `{"a": "<b>"}`)
		case "/xml":
			h.Set("Content-Type", "application/xml")
			fmt.Fprint(w, `<?xml version="1.0"?><user id="7"/>`)
		case "/page":
			h.Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprint(w, `<html><title>No</title><script>fetch("/ran")</script>`)
		case "/busy":
			h.Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
		case "/empty":
			w.WriteHeader(http.StatusNoContent)
		case "/download":
			h.Set("Content-Disposition", "attachment")
			h.Set("Content-Type", "application/octet-stream")
			fmt.Fprint(w, "kept")
		case "/cached":
			h.Set("Cache-Control", "private, max-age=3600")
			fmt.Fprint(w, "kept")
		case "/same":
			http.Redirect(w, r, "/json", http.StatusTemporaryRedirect)
		case "/other":
			http.Redirect(w, r, "https://app.plex.tv/json", http.StatusTemporaryRedirect)
		case "/foreign":
			http.Redirect(w, r, "https://evil.example/json", http.StatusTemporaryRedirect)
		case "/half":
			h.Set("Content-Length", "100")
			fmt.Fprint(w, `{"a": `)
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		case "/endless":
			for range 2 * mostFetched / 1024 {
				if _, err := w.Write([]byte(strings.Repeat("x", 1024))); err != nil {
					return
				}
			}
		case "/silent":
			panic(http.ErrAbortHandler)
		}
	}))
}

// plainKinds are the browsers in which a plain request must work: with the guard of a run,
// that of a check, and in the window in which a person signs in.
func plainKinds(s *netSite) map[string]Options {
	open := s.options()
	open.OpenNet = true
	return map[string]Options{"acting": s.options(), "read-only": readOnlyOptions(s), "open net": open}
}

var plainHeaders = map[string]string{"Accept": "application/json", "X-Plex-Token": "canary-token", "X-Plex-Client-Identifier": "canary-client"}

// TestPlainRequest: the request has exactly the headers that were asked for, and the
// answer arrives as it was sent.
func TestPlainRequest(t *testing.T) {
	t.Parallel()
	s := plainSite(t)
	for kind, o := range plainKinds(s) {
		b := launchBrowser(t, o)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		i, err := b.NewIsolate(ctx, SiteState{Cookies: []Cookie{{Name: "a", Value: "b", Domain: ".plex.tv", Path: "/", Expires: -1, Secure: true}}})
		if err != nil {
			t.Fatal(err)
		}
		for path, want := range map[string]Fetched{
			"/json":     {Status: 200, ContentType: "application/json", Body: `{"a": "<b>"}`},
			"/xml":      {Status: 200, ContentType: "application/xml", Body: `<?xml version="1.0"?><user id="7"/>`},
			"/page":     {Status: 403, ContentType: "text/html", Body: `<html><title>No</title><script>fetch("/ran")</script>`},
			"/busy":     {Status: 429, RetryAfter: "7"},
			"/empty":    {Status: 204},
			"/download": {Status: 200, ContentType: "application/octet-stream", Body: "kept"},
			"/same":     {Status: 200, ContentType: "application/json", Body: `{"a": "<b>"}`},
		} {
			got, err := i.Get(ctx, "https://plex.tv"+path, plainHeaders)
			if err != nil || got != want {
				t.Errorf("%s: %s is %+v, %v; want %+v", kind, path, got, err, want)
			}
		}
		for _, path := range []string{"/half", "/endless", "/silent", "/other", "/foreign"} {
			var load *LoadError
			if got, err := i.Get(ctx, "https://plex.tv"+path+"?pin=canary", plainHeaders); !errors.As(err, &load) || strings.Contains(err.Error(), "canary") {
				t.Errorf("%s: %s gives %+v, %v; want an error of the load", kind, path, got, err)
			}
		}
		if all := b.Refusals(); len(all) > 0 {
			t.Errorf("%s: refusals are told that no page met: %+v", kind, all)
		}
		for range 2 {
			if got, err := i.Get(ctx, "https://plex.tv/cached", plainHeaders); err != nil || got.Body != "kept" {
				t.Errorf("%s: %+v, %v", kind, got, err)
			}
		}
		if n := len(s.arrived(func(a arrival) bool { return a.path == "/cached" })); n != 2 {
			t.Errorf("%s: %d requests for what is cached, want two", kind, n)
		}
		for _, a := range s.arrived(func(arrival) bool { return true }) {
			h := a.header
			if got := h["Accept"]; a.host != "plex.tv" || len(got) != 1 || got[0] != "application/json" || h.Get("X-Plex-Token") != "canary-token" ||
				h.Get("X-Plex-Client-Identifier") != "canary-client" || h.Get("Referer") != "" || h.Get("Cookie") != "a=b" ||
				!o.OpenNet && !strings.HasPrefix(h.Get("Accept-Language"), "en-US") {
				t.Errorf("%s: the request for %s%s had the headers %v", kind, a.host, a.path, h)
			}
		}
		s.forget()
	}
}

// TestPlainRequestLeavesNothing: what a page sends itself never has the headers, also in
// the tab that made a plain request.
func TestPlainRequestLeavesNothing(t *testing.T) {
	t.Parallel()
	s := plainSite(t)
	b := launchBrowser(t, s.options())
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	i, tab := openAt(t, ctx, b, "https://plex.tv/json")
	if _, err := i.Get(ctx, "https://plex.tv/xml", plainHeaders); err != nil {
		t.Fatal(err)
	}
	for _, at := range []*Tab{tab, i.asker} {
		if _, err := at.Goto(ctx, "https://plex.tv/later"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := chromedp.Run(i.asker.document.ctx, chromedp.Evaluate[int](`fetch("/later").then(() => 1)`, chromedp.EvalAwaitPromise)); err != nil {
		t.Error(err)
	}
	later := s.arrived(func(a arrival) bool { return a.path == "/later" })
	if len(later) < 3 {
		t.Errorf("%d requests, want three", len(later))
	}
	for _, a := range later {
		if a.header.Get("X-Plex-Token") != "" || a.header.Get("Accept") == "application/json" {
			t.Errorf("%s%s was asked for with %v", a.host, a.path, a.header)
		}
	}
}

// TestTroublesTellPages: a firewall answers a page's request for data with a page, which
// the status alone does not tell.
func TestTroublesTellPages(t *testing.T) {
	t.Parallel()
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/refused", "/challenge":
			w.Header().Set("Content-Type", "text/html; charset=UTF-8")
			w.WriteHeader(map[string]int{"/refused": 403, "/challenge": 202}[r.URL.Path])
			fmt.Fprint(w, "<title>No</title>")
		case "/error":
			w.Header().Set("Content-Type", "application/xml")
			w.WriteHeader(403)
			fmt.Fprint(w, "<errors/>")
		case "/xml":
			w.Header().Set("Content-Type", "application/xml")
			fmt.Fprint(w, `<user id="7"/>`)
		case "/ajax":
			w.Header().Set("Content-Type", "text/html; charset=UTF-8")
			fmt.Fprint(w, `{"optOutPlayback":true}`)
		case "/ajax-refused":
			w.Header().Set("Content-Type", "text/html; charset=UTF-8")
			w.WriteHeader(403)
			fmt.Fprint(w, `{"error":"nonce"}`)
		case "/piece":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<p>A piece of a page</p>`)
		default:
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<script>for (const at of ["/refused", "/challenge", "/error", "/xml", "/ajax", "/ajax-refused", "/piece"]) fetch(at).then((r) => r.text())</script>`)
		}
	}))
	b := launchBrowser(t, s.options())
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	_, tab := openAt(t, ctx, b, "https://www.plex.tv/")
	got := map[string]bool{}
	eventually(t, "all four are told", func() bool {
		for _, w := range tab.Troubles() {
			got[fmt.Sprint(w.URL, " ", w.Status)] = w.Page
		}
		return len(got) >= 4 && tab.Quiet() > 0
	})
	for _, w := range tab.Troubles() {
		got[fmt.Sprint(w.URL, " ", w.Status)] = w.Page
	}
	for at, page := range map[string]bool{"www.plex.tv/ajax-refused 403": false, "www.plex.tv/refused 403": true, "www.plex.tv/challenge 202": true, "www.plex.tv/error 403": false} {
		if is, told := got[at]; !told || is != page {
			t.Errorf("%s: told %t, a page %t", at, told, is)
		}
	}
	eventually(t, "an answer in XML is one of data", func() bool {
		all := tab.Answers(ctx, func(at string) bool { return at == "www.plex.tv/xml" })
		return !tab.Answered().IsZero() && len(all) == 1 && all[0].Body == `<user id="7"/>`
	})
	eventually(t, "JSON that is called a page is data", func() bool {
		all := tab.Answers(ctx, func(at string) bool { return at == "www.plex.tv/ajax" || at == "www.plex.tv/piece" })
		return len(all) == 1 && all[0].Body == `{"optOutPlayback":true}`
	})
}
