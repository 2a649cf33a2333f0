package automation

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestReadOnlyIncompleteDocument: the guard waits for the whole document, and must not
// wait for more than will come.
func TestReadOnlyIncompleteDocument(t *testing.T) {
	t.Parallel()
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<title>half")
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}))
	b := launchBrowser(t, readOnlyOptions(s))
	tab := isolatedTab(t, b)
	// If the server's reset arrives before headers or body, the load fails. In one of a
	// few loads it arrives after both.
	eventually(t, "what there is of it shows, as without the guard", func() bool {
		if navigate(t, tab, "https://www.plex.tv/") != "" {
			return false
		}
		untilComplete(t, tab)
		title, err := chromedp.Run(tab, chromedp.Evaluate[string]("document.title"))
		return err == nil && title == "half"
	})
}

// TestReadOnlyEmptyDocument: an empty document must load completely, too, and its
// scripts must be as restricted as those of any other.
func TestReadOnlyEmptyDocument(t *testing.T) {
	t.Parallel()
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		if r.URL.Path == "/refused" {
			w.WriteHeader(http.StatusForbidden)
			_ = http.NewResponseController(w).Flush() // no length is announced
		}
		if r.URL.Path == "/cut" {
			_ = http.NewResponseController(w).Flush()
		}
	}))
	b := launchBrowser(t, readOnlyOptions(s))
	tab := isolatedTab(t, b)
	for path, cut := range map[string]bool{"/empty": false, "/refused": false, "/cut": true} {
		if failed := navigate(t, tab, "https://www.plex.tv"+path); (failed != "") != cut {
			t.Errorf("%s: %q", path, failed)
		}
		untilComplete(t, tab)
		if cut {
			continue // the browser's own page
		}
		broken, err := chromedp.Run(tab, chromedp.Evaluate[string](`new Promise(tell => {
			document.addEventListener("securitypolicyviolation", e => tell(e.violatedDirective));
			const socket = new WebSocket("wss://www.plex.tv/write/socket");
			socket.onopen = socket.onerror = () => setTimeout(() => tell("nothing was violated"), 500);
		})`, chromedp.EvalAwaitPromise))
		if err != nil || broken != "connect-src" {
			t.Errorf("%s: %q, %v", path, broken, err)
		}
	}
	if s.hasArrived("/write/socket") {
		t.Error("a page with an empty document opened a socket")
	}
}

// untilComplete waits until the tab's document is complete.
func untilComplete(t *testing.T, tab context.Context) {
	t.Helper()
	eventually(t, "the document comes to its end", func() bool {
		state, err := chromedp.Run(tab, chromedp.Evaluate[string]("document.readyState"))
		return err == nil && state == "complete"
	})
}
