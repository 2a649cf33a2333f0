package automation

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// actingSite serves a page that tries every way to have an address fetched that acts.
func actingSite(t *testing.T) *netSite {
	t.Helper()
	script, err := os.ReadFile("testdata/net_acting.js")
	if err != nil {
		t.Fatal(err)
	}
	return newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		to, _ := base64.StdEncoding.DecodeString(r.URL.Query().Get("to"))
		switch r.URL.Path {
		case "/page.html":
			h.Set("Content-Type", "text/html; charset=utf-8")
			h.Set("Link", `</users/sign_out?n=link-header>; rel=preload; as=fetch`)
			h.Set("Content-Security-Policy-Report-Only", "script-src 'none'; report-uri /users/sign_out?n=maybe-report")
			fmt.Fprint(w, `<title>acting</title><script type="importmap">{"imports": {"mapped": "/users/sign_out?n=import-map"}}</script><body><script src="/acting.js"></script>`)
		case "/acting.js":
			h.Set("Content-Type", "text/javascript; charset=utf-8")
			_, _ = w.Write(script)
		case "/go":
			http.Redirect(w, r, string(to), http.StatusFound)
		case "/refresh":
			h.Set("Refresh", "0;url="+string(to))
			h.Set("Content-Type", "text/html")
			fmt.Fprint(w, "<p>")
		case "/transform.xml":
			h.Set("Content-Type", "text/xml")
			fmt.Fprint(w, `<?xml-stylesheet type="text/xsl" href="/users/sign_out?n=maybe-xslt"?><a/>`)
		default:
			h.Set("Access-Control-Allow-Origin", "https://www.plex.tv")
			h.Set("Content-Type", "text/html")
			fmt.Fprint(w, "<p>ok")
		}
	}))
}

func actingOptions(s *netSite) Options {
	o := readOnlyOptions(s)
	o.Reads.ActingWords = []string{"sign-out", "logout", "unsubscribe"}
	return o
}

// acts says whether a request that arrived changes something at a server: by its method,
// or by an address or a body in which a server finds the word. It does not read addresses
// as the judge does.
func acts(a arrival) bool {
	seen := a.path + " " + a.body
	for range 3 {
		if plain, err := url.PathUnescape(strings.ReplaceAll(seen, "%zz", "")); err == nil {
			seen = plain
		}
	}
	seen = regexp.MustCompile(`[^a-z]`).ReplaceAllString(strings.ToLower(strings.NewReplacer("ｓ", "s", `\u006c`, "l", `\u006d`, "m").Replace(seen)), "")
	for _, word := range []string{"signout", "logout", "unsubscribe", "mutation", "override"} {
		if strings.Contains(seen, word) && a.header.Get("Access-Control-Request-Method") == "" {
			return true
		}
	}
	return a.method != "GET" && a.method != "HEAD" && a.header.Get("Access-Control-Request-Method") == ""
}

// TestActingGETsDoNotArrive: whatever a page does, in a read-only run no request arrives
// that acts by its address. What is there to be tried is known from a browser that lets
// all of it out.
func TestActingGETsDoNotArrive(t *testing.T) {
	t.Parallel()
	for name, path := range browsersToTest(t) {
		t.Run(name, func(t *testing.T) {
			s := actingSite(t)
			o := actingOptions(s)
			o.BrowserPath = path
			b := launchBrowser(t, o)
			tab := isolatedTab(t, b)
			open(t, tab, "https://www.plex.tv/page.html")
			// The page tries all it can before it is complete; its last frames are refused.
			eventually(t, "the page has tried", func() bool { return refusedAll(b, "/users/sign_out", "/users;do=logout/x", "/anything") })
			waitQuiet(t, s)
			for _, a := range s.arrived(acts) {
				t.Errorf("arrived: %s %s%s %s", a.method, a.host, a.path, a.body)
			}
		})
	}
}

// TestActingGETsOfAPage shows that the page tries what it should: in a browser that may
// act, all of it arrives.
func TestActingGETsOfAPage(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile("testdata/net_acting.js")
	if err != nil {
		t.Fatal(err)
	}
	s := actingSite(t)
	b := launchBrowser(t, s.options())
	tab := isolatedTab(t, b)
	open(t, tab, "https://www.plex.tv/page.html")
	var missing []string
	names := regexp.MustCompile(`acts\('([a-z0-9-]+)'\)|[?&]n=([a-z0-9-]+)`).FindAllStringSubmatch(string(script), -1)
	for _, m := range names {
		name := m[1] + m[2]
		if !strings.HasPrefix(name, "maybe-") && !slices.Contains(missing, name) {
			missing = append(missing, name)
		}
	}
	named := func(name string) func(arrival) bool {
		return func(a arrival) bool { return regexp.MustCompile(`n=` + name + `(?:$|[^a-z0-9-])`).MatchString(a.path) }
	}
	t.Cleanup(func() {
		if len(missing) > 0 {
			t.Errorf("did not arrive: %v", missing)
		}
	})
	eventually(t, "every way arrives", func() bool {
		missing = slices.DeleteFunc(missing, func(name string) bool { return len(s.arrived(named(name))) > 0 })
		return len(missing) == 0
	})
}

// waitQuiet waits until nothing new has arrived for a while.
func waitQuiet(t *testing.T, s *netSite) {
	t.Helper()
	all := func(arrival) bool { return true }
	last, quiet := -1, 0
	eventually(t, "nothing more arrives", func() bool {
		if n := len(s.arrived(all)); n != last {
			last, quiet = n, 0
			return false
		}
		quiet++
		return quiet > 50
	})
}
