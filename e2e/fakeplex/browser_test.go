package fakeplex

import (
	"context"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

const chromium = "/usr/bin/chromium-headless-shell"

// visibleJS returns what a person can read on the page and in its open shadow roots:
// the text and the titles of elements that show.
const visibleJS = `(() => {
  const out = [];
  const walk = (root) => {
    for (const node of root.querySelectorAll('*')) {
      if (node.shadowRoot) walk(node.shadowRoot);
      const box = node.getBoundingClientRect();
      if (!box.width || !box.height || getComputedStyle(node).visibility === 'hidden') continue;
      for (const child of node.childNodes) if (child.nodeType === 3 && child.data.trim()) out.push(child.data.trim());
      if (node.title) out.push(node.title);
    }
  };
  walk(document);
  return out.join('\n');
})()`

// openBrowser starts a Chromium that trusts the site's certificates and uses its proxy.
// It does not ignore certificate errors, because the trust store is tested, too. It has
// what Transifex would give it.
func openBrowser(t *testing.T, site *Site) context.Context {
	t.Helper()
	ctx := openCutOffBrowser(t, site)
	bringTransifex(t, ctx)
	return ctx
}

// openCutOffBrowser is openBrowser for a browser that reaches Plex and nothing else.
func openCutOffBrowser(t *testing.T, site *Site) context.Context {
	t.Helper()
	if _, err := os.Stat(chromium); err != nil {
		t.Skip("needs chromium-headless-shell")
	}
	home := t.TempDir()
	if err := site.CA.InstallNSS(home); err != nil {
		t.Skipf("needs certutil: %v", err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.WindowSize(1280, 900),
		chromedp.ProxyServer(site.Proxy.URL()), chromedp.Env("HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_CACHE_HOME="+home))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, timeout := context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(timeout)
	return ctx
}

// bringTransifex gives the browser what a person's browser gets from Transifex, which
// cannot be reached from here.
func bringTransifex(t *testing.T, ctx context.Context) {
	t.Helper()
	do(t, ctx, func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
			Source: `window.Transifex = { live: { onReady: (done) => setTimeout(done), translateText: (text) => text, getSelectedLanguageCode: () => 'en' } };`})
		return chromedp.Void{}, err
	})
}

// signIn sets what a stored session consists of: the shared cookie, the website's own,
// and the app's storage before any script of the app runs.
func signIn(t *testing.T, ctx context.Context, token string) {
	t.Helper()
	setCookie(t, ctx, token)
	storeToken(t, ctx, token)
}

func setCookie(t *testing.T, ctx context.Context, token string) {
	t.Helper()
	auth, _ := json.Marshal(map[string]string{"authentication_token": token})
	secure := true
	do(t, ctx, func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, tab, network.SetCookie, network.SetCookieParams{
			Name: "plex_tv_auth", Value: url.QueryEscape(string(auth)), Domain: ".plex.tv", Path: "/", Secure: &secure})
		if err == nil {
			_, err = cdp.Call(ctx, tab, network.SetCookie, network.SetCookieParams{
				Name: wwwCookie, Value: wwwPrefix + token, URL: "https://" + wwwHost + "/", Path: "/", Secure: &secure})
		}
		return chromedp.Void{}, err
	})
}

func storeToken(t *testing.T, ctx context.Context, token string) {
	t.Helper()
	do(t, ctx, func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
			Source: `if (location.hostname === 'app.plex.tv' && !localStorage.myPlexAccessToken) { localStorage.setItem('myPlexAccessToken', '` + token + `'); localStorage.setItem('clientID', 'smoke-test') }`})
		return chromedp.Void{}, err
	})
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// waitFor polls the page until all words are visible.
func waitFor(t *testing.T, ctx context.Context, words ...string) {
	t.Helper()
	deadline := time.Now().Add(15 * time.Second)
	var text string
	for {
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](visibleJS))
		if err == nil {
			text = got
		}
		missing := ""
		for _, word := range words {
			if !strings.Contains(text, word) {
				missing = word
				break
			}
		}
		if missing == "" {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%q is not visible; the page shows:\n%s", missing, text)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// press clicks into the middle of the first visible element whose own text is word. The
// event is trusted, like that of a person's click.
func press(t *testing.T, ctx context.Context, word string) {
	t.Helper()
	waitFor(t, ctx, word)
	quoted, _ := json.Marshal(word)
	spot, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](`((word) => {
	  let found = null;
	  const walk = (root) => { for (const n of root.querySelectorAll('*')) {
	    if (n.shadowRoot) walk(n.shadowRoot);
	    const own = [...n.childNodes].filter((c) => c.nodeType === 3).map((c) => c.data).join('').trim();
	    const box = n.getBoundingClientRect();
	    if (!found && own === word && box.width && box.height) found = n;
	  } };
	  walk(document);
	  found.scrollIntoView({ block: 'center' });
	  const box = found.getBoundingClientRect();
	  return [box.left + box.width / 2, box.top + box.height / 2];
	})(`+string(quoted)+`)`))
	if err != nil {
		t.Fatalf("find %q: %v", word, err)
	}
	do(t, ctx, chromedp.MouseClickXY(spot[0], spot[1]))
}

// picture keeps a screenshot if FAKEPLEX_SHOTS names a directory.
func picture(t *testing.T, ctx context.Context, name string) {
	dir := os.Getenv("FAKEPLEX_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o600); err != nil {
		t.Fatal(err)
	}
}

// openVisibility opens the activity dialog by the row's own click target.
func openVisibility(t *testing.T, ctx context.Context, variant string) {
	t.Helper()
	if variant != "aria" {
		press(t, ctx, "Account Visibility & Activity Sharing")
		return
	}
	waitFor(t, ctx, "Account Visibility & Activity Sharing")
	do(t, ctx, chromedp.Click(chromedp.CSS(`button[aria-label="Edit Account Visibility & Activity Sharing"]`)))
}
