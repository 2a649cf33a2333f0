package automation

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/systeminfo"
	"github.com/chromedp/chromedp"
	"github.com/plexpriv/plexpriv/automation/sight"
)

// openAt opens an address in a tab of a new isolate.
func openAt(t *testing.T, ctx context.Context, b *Browser, url string) (*Isolate, *Tab) {
	t.Helper()
	isolate, err := b.NewIsolate(ctx, SiteState{})
	if err != nil {
		t.Fatal(err)
	}
	tab, err := isolate.NewTab(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tab.Goto(ctx, url); err != nil {
		t.Fatal(err)
	}
	return isolate, tab
}

// renderers counts the browser's renderer processes.
func renderers(t *testing.T, ctx context.Context, b *Browser) int {
	t.Helper()
	info, err := chromedp.CallBrowser(b.Context(), systeminfo.GetProcessInfo, cdp.Empty{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, p := range info.ProcessInfo {
		if p.Type == "renderer" {
			n++
		}
	}
	return n
}

// TestTabsOfAnIsolateShareAProcess: tabs of two isolates never share one, and neither
// do tabs that are kept apart, so that a page that hangs does not stop another.
func TestTabsOfAnIsolateShareAProcess(t *testing.T) {
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<button>Save</button>")
	}))
	b := launchBrowser(t, s.options())
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	open := func(state SiteState) (*Isolate, [2]*Tab) {
		i, err := b.NewIsolate(ctx, state)
		if err != nil {
			t.Fatal(err)
		}
		var tabs [2]*Tab
		for n, url := range []string{"https://www.plex.tv/page", "https://app.plex.tv/page"} {
			if tabs[n], err = i.NewTab(ctx); err != nil {
				t.Fatal(err)
			}
			if _, err := tabs[n].Goto(ctx, url); err != nil {
				t.Fatal(err)
			}
		}
		return i, tabs
	}
	open(SiteState{})
	if n := renderers(t, ctx, b); n != 1 {
		t.Errorf("two tabs of an isolate have %d renderer processes, want one", n)
	}
	open(SiteState{})
	if n := renderers(t, ctx, b); n != 2 {
		t.Errorf("two isolates have %d renderer processes, want two", n)
	}

	cookie := Cookie{Name: "a", Value: "b", Domain: ".plex.tv", Path: "/", Expires: -1, Secure: true}
	apart, tabs := open(SiteState{Apart: true, Cookies: []Cookie{cookie}})
	if n := renderers(t, ctx, b); n != 4 {
		t.Errorf("with two tabs kept apart there are %d renderer processes, want 4", n)
	}
	cookies, err := apart.Cookies(ctx)
	if err != nil || len(cookies) != 1 || cookies[0].Value != "b" {
		t.Errorf("cookies of tabs kept apart: %v, %v", cookies, err)
	}
	stop := make(chan struct{})
	go func() {
		defer close(stop)
		_ = tabs[0].evaluateMain(ctx, "(() => { for (;;); })()", nil)
	}()
	if _, err := tabs[1].Look(ctx, sight.Ask{}); err != nil || tabs[1].Stuck() {
		t.Errorf("a tab beside a page that hangs does not work: %v", err)
	}
	if _, err := tabs[0].Look(ctx, sight.Ask{}); !errors.Is(err, ErrUnresponsive) || !tabs[0].Stuck() {
		t.Errorf("a page that hangs must be unresponsive: %v", err)
	}
	began := time.Now()
	if _, err := tabs[0].Look(ctx, sight.Ask{}); !errors.Is(err, ErrUnresponsive) || time.Since(began) > time.Second {
		t.Errorf("asked again, a page that hangs returns %v after %s", err, time.Since(began))
	}
	apart.Close()
	<-stop
}

// TestCookiesOfEachTabThatIsKeptApart: no tab's cookie hides another's of the same name, or
// nobody would ask whose it is.
func TestCookiesOfEachTabThatIsKeptApart(t *testing.T) {
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/other" {
			http.SetCookie(w, &http.Cookie{Name: "who", Value: "bob", Domain: "plex.tv", Path: "/", Secure: true})
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<title>x</title>")
	}))
	b := launchBrowser(t, s.options())
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	i, err := b.NewIsolate(ctx, SiteState{Apart: true, Cookies: []Cookie{{Name: "who", Value: "ada", Domain: ".plex.tv", Path: "/", Expires: -1, Secure: true}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"other", "page"} {
		tab, err := i.NewTab(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tab.Goto(ctx, "https://www.plex.tv/"+path); err != nil {
			t.Fatal(err)
		}
	}
	cookies, err := i.Cookies(ctx)
	if err != nil || len(cookies) != 2 || cookies[0].Value != "bob" || cookies[1].Value != "ada" {
		t.Errorf("cookies: %v, %v", cookies, err)
	}
}

// TestIsolatesShareNothing: each isolate requests a page again that may be cached for
// an hour, during another isolate and after it; nothing of it is on disk.
func TestIsolatesShareNothing(t *testing.T) {
	t.Parallel()
	const secret = "kept-for-an-hour"
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Cache-Control", "private, max-age=3600")
		fmt.Fprint(w, "<p>"+strings.Repeat(secret, 1000))
	}))
	b := launchBrowser(t, s.options())
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	arrived := func() int { return len(s.arrived(func(a arrival) bool { return a.path == "/page" })) }

	first, _ := openAt(t, ctx, b, "https://www.plex.tv/page")
	beside, _ := openAt(t, ctx, b, "https://www.plex.tv/page")
	if n := arrived(); n != 2 {
		t.Errorf("two isolates sent %d requests, want one each", n)
	}
	first.Close()
	after, _ := openAt(t, ctx, b, "https://www.plex.tv/page")
	if n := arrived(); n != 3 {
		t.Errorf("three isolates sent %d requests, want one each", n)
	}
	beside.Close()
	after.Close()
	err := filepath.WalkDir(b.dir.path, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil //nolint:nilerr // the browser is just writing there
		}
		if text, err := os.ReadFile(path); err == nil && strings.Contains(string(text), secret) {
			t.Errorf("the page was written to disk: %s", path)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestCrashedAndHungTabs: if a renderer crashes or hangs, the run must go on, and so
// must a tab of another isolate.
func TestCrashedAndHungTabs(t *testing.T) {
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<button>Save</button>")
	}))
	b := launchBrowser(t, readOnlyOptions(s))
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for _, c := range []struct {
		name string
		kill func(*Tab) error
		want error
	}{
		{"hangs", func(tab *Tab) error {
			var timer int
			return tab.evaluateMain(ctx, "setTimeout(() => { for (;;); }, 1)", &timer)
		}, ErrUnresponsive},
		{"crashes", func(tab *Tab) error {
			// Nothing answers this.
			go func() { _, _ = cdp.Call(ctx, tab.document.target, page.Crash, cdp.Empty{}) }()
			return nil
		}, ErrCrashed},
	} {
		isolate, tab := openAt(t, ctx, b, "https://www.plex.tv/")
		if err := c.kill(tab); err != nil {
			t.Fatal(err)
		}
		var err error
		for err == nil && ctx.Err() == nil {
			_, err = lookFor(ctx, tab, 2*time.Second) // until the renderer is dead
		}
		if !errors.Is(err, c.want) {
			t.Errorf("a tab that %s gives %v, want %v", c.name, err, c.want)
		}
		began := time.Now()
		other, living := openAt(t, ctx, b, "https://www.plex.tv/")
		if l, err := living.Look(ctx, sight.Ask{}); err != nil || len(l.Buttons) != 1 {
			t.Errorf("a tab beside one that %s does not work: %+v, %v", c.name, l, err)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("a tab beside one that %s took %s", c.name, took)
		}
		other.Close()
		isolate.Close()
	}
}

// lookFor looks at a tab, for no longer than limit.
func lookFor(ctx context.Context, tab *Tab, d time.Duration) (*sight.Look, error) {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	return tab.Look(ctx, sight.Ask{})
}

// TestLocalStorageSaysItsOrigin: what a document has stored comes with the origin of that
// document, and a seed reaches its own origin only.
func TestLocalStorageSaysItsOrigin(t *testing.T) {
	t.Parallel()
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<title>a page</title>")
	}))
	b := launchBrowser(t, s.options())
	i, err := b.NewIsolate(t.Context(), SiteState{Storage: map[string]map[string]string{"https://app.plex.tv": {"a": "1", "b": "2"}}})
	if err != nil {
		t.Fatal(err)
	}
	tab, err := i.NewTab(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for origin, want := range map[string]string{"https://app.plex.tv": "map[a:1]", "https://www.plex.tv": "map[]"} {
		if _, err := tab.Goto(t.Context(), origin+"/"); err != nil {
			t.Fatal(err)
		}
		got, err := tab.LocalStorage(t.Context(), []string{"a", "c"})
		if err != nil || got.Origin != origin || fmt.Sprint(got.Values) != want {
			t.Errorf("%s: %+v, %v", origin, got, err)
		}
	}
}
