package automation

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// Of the tabs in a window, Chrome draws only the one in front. The others get no frames:
// what a page does in its next frame is not done, and each move of the pointer takes five
// seconds (Chromium 156). So every tab must be drawn: beside those of its account, beside
// those of others, and behind a tab that somebody has opened in its window.
func TestEveryTabIsDrawn(t *testing.T) {
	t.Parallel()
	const chromium = "/usr/lib/chromium/chromium" // headless-shell draws all tabs
	if _, err := exec.LookPath(chromium); err != nil {
		t.Skip(err)
	}
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<title>Plex</title><button onclick="this.dataset.pressed = 1">Save</button>`)
	}))
	o := s.options()
	o.BrowserPath = chromium
	b := launchBrowser(t, o)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	var tabs []*Tab
	open := func(i *Isolate) {
		tab, err := i.NewTab(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tab.Goto(ctx, "https://www.plex.tv/page"); err != nil {
			t.Fatal(err)
		}
		tabs = append(tabs, tab)
	}
	isolate := func() *Isolate {
		i, err := b.NewIsolate(ctx, SiteState{})
		if err != nil {
			t.Fatal(err)
		}
		return i
	}
	for range 2 {
		account := isolate()
		open(account)
		open(account)
	}

	windows := map[int64]bool{}
	for _, tab := range tabs {
		w, err := tab.window(ctx)
		if err != nil {
			t.Fatal(err)
		}
		windows[w] = true
	}
	if len(windows) != len(tabs) {
		t.Errorf("%d tabs have %d windows", len(tabs), len(windows))
	}
	pressAll(t, ctx, tabs...)

	covered := isolate()
	open(covered)
	_, err := chromedp.CallBrowser(b.ctx, target.CreateTarget, target.CreateTargetParams{URL: "about:blank", BrowserContextID: covered.id})
	if err != nil {
		t.Fatal(err)
	}
	pressAll(t, ctx, tabs[len(tabs)-1])
}

// pressAll presses the button of each tab, side by side, and fails if a tab is not drawn.
func pressAll(t *testing.T, ctx context.Context, tabs ...*Tab) {
	t.Helper()
	var wg sync.WaitGroup
	defer wg.Wait()
	for n, tab := range tabs {
		wg.Go(func() {
			if got, err := tab.drawn(ctx); err != nil || got != "visible, a frame" {
				t.Errorf("tab %d of %d: %s, %v", n+1, len(tabs), got, err)
			}
			l, err := tab.Look(ctx, sight.Ask{})
			if err != nil || len(l.Buttons) != 1 {
				t.Errorf("tab %d of %d: %d buttons, %v", n+1, len(tabs), len(l.Buttons), err)
				return
			}
			if err := tab.Click(ctx, l.Buttons[0].Ref, l.Origin, "Save"); err != nil {
				t.Errorf("tab %d of %d: %v", n+1, len(tabs), err)
			}
			var pressed string
			if err := tab.evaluateMain(ctx, "document.querySelector('button').dataset.pressed ?? ''", &pressed); err != nil || pressed != "1" {
				t.Errorf("tab %d of %d: the click has not arrived, %v", n+1, len(tabs), err)
			}
		})
	}
}

// drawn asks the page whether it is told that it is seen, and whether it gets a frame.
func (t *Tab) drawn(ctx context.Context) (string, error) {
	const ask = `new Promise((done) => {
		const late = setTimeout(() => done(document.visibilityState + ', no frame'), 10000);
		requestAnimationFrame(() => { clearTimeout(late); done(document.visibilityState + ', a frame'); });
	})`
	res, err := cdp.Call(ctx, t.document.target, runtime.Evaluate, runtime.EvaluateParams{Expression: ask, AwaitPromise: new(true), ReturnByValue: new(true)})
	if err != nil {
		return "", err
	}
	var got string
	err = json.Unmarshal(res.Result.Value, &got)
	return got, err
}

// window returns which window the tab is in.
func (t *Tab) window(ctx context.Context) (int64, error) {
	w, err := cdp.Call(ctx, t.document.target, browser.GetWindowForTarget, browser.GetWindowForTargetParams{})
	return int64(w.WindowID), err
}
