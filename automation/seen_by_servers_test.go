package automation

import (
	"context"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestSeenByServers holds what docs/dev/seen-by-plex.md says of the browsers without a window.
// They do not disguise themselves, and they ask for English.
func TestSeenByServers(t *testing.T) {
	for kind, inHints := range map[string]bool{
		"/usr/lib/chromium/chromium-headless-shell": true,
		"/usr/lib/chromium/chromium":                false,
	} {
		t.Run(Describe(kind).Kind, func(t *testing.T) {
			if _, err := exec.LookPath(kind); err != nil {
				t.Skip(err)
			}
			site := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				_, _ = w.Write([]byte("<title>Plex</title>"))
			}))
			o := site.options()
			o.BrowserPath = kind
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			b := launchBrowser(t, o)
			i, err := b.NewIsolate(ctx, SiteState{})
			if err != nil {
				t.Fatal(err)
			}
			tab, err := i.NewTab(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := tab.Goto(ctx, "https://www.plex.tv/"); err != nil {
				t.Fatal(err)
			}
			seen := site.arrived(func(a arrival) bool { return a.path == "/" })[0].header
			if got := seen.Get("User-Agent"); got != b.UserAgent() || !strings.Contains(got, "HeadlessChrome/") {
				t.Errorf("User-Agent is %q, and the browser says it is %q", got, b.UserAgent())
			}
			if got := seen.Get("Sec-Ch-Ua"); strings.Contains(got, "HeadlessChrome") != inHints {
				t.Errorf("Sec-CH-UA is %s", got)
			}
			if got := seen.Get("Accept-Language"); !strings.HasPrefix(got, "en-US,en") {
				t.Errorf("Accept-Language is %q", got)
			}
			var page struct {
				WebDriver bool
				Languages []string
			}
			if err := tab.evaluateMain(ctx, `({WebDriver: navigator.webdriver, Languages: navigator.languages})`, &page); err != nil {
				t.Fatal(err)
			}
			if !page.WebDriver || !slices.Equal(page.Languages, []string{"en-US", "en"}) {
				t.Errorf("a page sees %+v", page)
			}
		})
	}
}
