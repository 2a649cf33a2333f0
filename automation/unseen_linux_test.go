package automation

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// speculating serves pages with speculation rules, early hints and the documents that
// they lead to.
func speculating(t *testing.T) *netSite {
	t.Helper()
	rules := func(path string) string {
		return `<script type="speculationrules">{"prefetch": [{"urls": ["` + path + `"], "eagerness": "immediate"}]}</script>`
	}
	const later = `<script>setTimeout(() => fetch("/read/later"), 700)</script>`
	return newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", "text/html")
		hint := func(link string) {
			h.Set("Link", link)
			w.WriteHeader(http.StatusEarlyHints)
			h.Del("Link")
		}
		switch r.URL.Path {
		case "/harmless":
			hint(`</a.css>; rel=preload; as=style, <https://fonts.example>; rel=preconnect, <https://api.example/>; rel="https://api.w.org/"`)
			fmt.Fprint(w, "<title>x</title>"+rules("/ahead")+later)
		case "/acting":
			fmt.Fprint(w, "<title>x</title>"+rules("/users/sign_out")+later)
		case "/hints":
			hint("</users/sign_out>; rel=preload; as=fetch")
			fmt.Fprint(w, "<title>x</title>"+later)
		case "/ahead":
			fmt.Fprint(w, `<title>ahead</title><script>try { new WebSocket("wss://www.plex.tv/write/socket") } catch {}; fetch("/read/ahead")</script>`)
		}
	}))
}

// TestNothingIsFetchedInAdvance: what a page has the browser itself fetch does not leave a
// browser that we started, and a page that wanted it is read as any other.
func TestNothingIsFetchedInAdvance(t *testing.T) {
	t.Parallel()
	for name, path := range browsersToTest(t) {
		t.Run(name, func(t *testing.T) {
			s := speculating(t)
			o := readOnlyOptions(s)
			o.BrowserPath = path
			b := launchBrowser(t, o)
			for _, page := range []string{"/harmless", "/acting"} {
				s.forget()
				_, tab := openAt(t, t.Context(), b, "https://www.plex.tv"+page)
				eventually(t, page+" has had its time", func() bool { return s.hasArrived("/read/later") })
				if page == "/harmless" {
					goByItself(t, tab, s)
				}
				if s.hasArrived("/users/sign_out") {
					t.Errorf("%s: an address that acts was asked for", page)
				}
				if why := tab.Load().Unseen; why != "" {
					t.Errorf("%s: %s", page, why)
				}
			}
			if len(s.arrived(isWrite)) > 0 {
				t.Error("a document that was wanted in advance opened a socket")
			}
		})
	}
}

// goByItself has the page itself go to the document that its rules name.
func goByItself(t *testing.T, tab *Tab, s *netSite) {
	t.Helper()
	var to string
	if err := tab.evaluateMain(t.Context(), `location = "/ahead"`, &to); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the document runs", func() bool { return s.hasArrived("/read/ahead") })
}

// TestEarlyHintsAreTold: no browser asks about them.
func TestEarlyHintsAreTold(t *testing.T) {
	t.Parallel()
	for name, path := range browsersToTest(t) {
		t.Run(name, func(t *testing.T) {
			s := speculating(t)
			o := readOnlyOptions(s)
			o.BrowserPath = path
			b := launchBrowser(t, o)
			_, tab := openAt(t, t.Context(), b, "https://www.plex.tv/hints")
			followHints(t, tab, s)
			eventually(t, "it is told", func() bool { return strings.Contains(tab.Load().Unseen, "/users/sign_out") })
		})
	}
}

// followHints loads a page until its hints are followed. Chrome does not follow those of
// every load (Chromium 156).
func followHints(t *testing.T, tab *Tab, s *netSite) {
	t.Helper()
	eventually(t, "the hint is followed", func() bool {
		if s.hasArrived("/users/sign_out") {
			return true
		}
		if _, err := tab.Goto(t.Context(), "https://www.plex.tv/hints"); err != nil {
			t.Fatal(err)
		}
		return false
	})
}

// TestRemoteBrowserTellsWhatWentPastTheGuard: another browser cannot be kept from fetching
// in advance. What harms nothing does not end a page; anything else is told.
func TestRemoteBrowserTellsWhatWentPastTheGuard(t *testing.T) {
	t.Parallel()
	for name, path := range browsersToTest(t) {
		t.Run(name, func(t *testing.T) {
			s := speculating(t)
			e := remoteEndpoint(t, path, s.home, "--proxy-server="+s.proxyURL.Host)
			o := readOnlyOptions(s)
			o.Proxy = nil
			b := attachBrowser(t, e, o)
			for page, says := range map[string]string{
				"/harmless": "",
				"/acting":   "GET https://www.plex.tv/users/sign_out (acts by its address)",
				"/hints":    "GET https://www.plex.tv/users/sign_out (acts by its address)",
			} {
				s.forget()
				_, tab := openAt(t, t.Context(), b, "https://www.plex.tv"+page)
				eventually(t, page+" has had its time", func() bool { return s.hasArrived("/read/later") })
				if page == "/hints" {
					followHints(t, tab, s)
				}
				if says == "" {
					eventually(t, "it was fetched in advance", func() bool { return s.hasArrived("/ahead") })
					if why := tab.Load().Unseen; why != "" {
						t.Errorf("a page that harms nothing: %s", why)
					}
					goByItself(t, tab, s)
					says = "https://www.plex.tv/ahead"
				}
				eventually(t, page+" is told", func() bool { return strings.Contains(tab.Load().Unseen, says) })
			}
		})
	}
}

// TestEveryDocumentHasThePolicy: whatever the status and the headers of an answer are,
// what runs in it opens no socket.
func TestEveryDocumentHasThePolicy(t *testing.T) {
	t.Parallel()
	odd := map[string]func(w http.ResponseWriter){
		"/300": func(w http.ResponseWriter) { w.WriteHeader(300) },
		"/302": func(w http.ResponseWriter) { w.WriteHeader(302) },
		"/305": func(w http.ResponseWriter) { w.WriteHeader(305) },
		"/307": func(w http.ResponseWriter) { w.Header()["Location"] = []string{" "}; w.WriteHeader(307) },
		"/404": func(w http.ResponseWriter) { w.WriteHeader(404) },
		"/doubled": func(w http.ResponseWriter) {
			w.Header()["Content-Type"] = []string{"text/plain", "text/html"}
		},
		"/untyped": func(w http.ResponseWriter) { w.Header()["Content-Type"] = nil },
	}
	for name, path := range browsersToTest(t) {
		t.Run(name, func(t *testing.T) {
			s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				if how := odd[r.URL.Path]; how != nil {
					how(w)
					fmt.Fprintf(w, `<!doctype html><title>x</title><script>try { new WebSocket("wss://www.plex.tv/write%[1]s") } catch {}; fetch("/read%[1]s")</script>`, r.URL.Path)
				}
			}))
			o := readOnlyOptions(s)
			o.BrowserPath = path
			b := launchBrowser(t, o)
			tab := isolatedTab(t, b)
			for path := range odd {
				if failed := navigate(t, tab, "https://www.plex.tv"+path); failed != "" {
					t.Errorf("%s: %s", path, failed)
					continue
				}
				eventually(t, path+" runs", func() bool { return s.hasArrived("/read" + path) })
				if _, err := chromedp.Run(tab, chromedp.Evaluate[string]("document.readyState")); err != nil {
					t.Error(err)
				}
			}
			for _, a := range s.arrived(isWrite) {
				t.Errorf("a socket was opened: %s", a.path)
			}
		})
	}
}
