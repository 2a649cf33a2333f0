package automation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Cookie is a cookie with the fields that the browser gives it.
type Cookie struct {
	Name, Value, Domain, Path string
	// Expires is in seconds since 1970, -1 for a session cookie.
	Expires  float64
	HTTPOnly bool
	Secure   bool
	SameSite string
}

// SiteState is what sites keep in a browser: cookies, and local storage by origin.
type SiteState struct {
	Cookies []Cookie
	Storage map[string]map[string]string
	// Apart gives each tab a process of its own, so that a page that hangs or crashes
	// does not take others with it. A tab then costs as much as a browser context.
	Apart bool
}

// closeLimit bounds the closing of a context. If it hangs, the context ends with the
// browser.
const closeLimit = 5 * time.Second

// Isolate is a browser context. Its cookies, storage and cache are in memory, shared
// with nobody, and gone when it is closed.
type Isolate struct {
	browser  *Browser
	id       cdp.BrowserContextID
	seed     string
	readOnly bool

	// state is what the isolate started with. With Apart, each tab gets an isolate of
	// its own with that state, and so does a tab that must not share its clock with
	// those that have leapt; these are in parts.
	state   SiteState
	parting sync.Mutex
	parts   []*Isolate

	leaps    *leaps
	received *received

	// asker is the tab that makes plain requests, one at a time under asking. It is
	// kept because opening a tab costs more than a request.
	asking sync.Mutex
	asker  *Tab
}

// NewIsolate opens an isolate with the given state and without a tab. Local storage is
// filled before any script of its origin runs, and never overwrites what the site has
// stored since.
func (b *Browser) NewIsolate(ctx context.Context, s SiteState) (*Isolate, error) {
	i := &Isolate{browser: b, readOnly: b.readOnly(), state: s, leaps: newLeaps(b.neverLeaps()), received: newReceived()}
	if len(s.Storage) > 0 {
		var err error
		if i.seed, err = seedScript(s.Storage); err != nil {
			return nil, err
		}
	}
	made, err := cdp.Call(ctx, i.browserSession(), target.CreateBrowserContext, target.CreateBrowserContextParams{DisposeOnDetach: new(true)})
	if err != nil {
		return nil, orGone(b.ctx, fmt.Errorf("open an isolated context: %w", err))
	}
	i.id = made.BrowserContextID
	b.targets.contexts.add(i.id)
	if err := errors.Join(b.denyDownloads(ctx, i.id), i.setCookies(ctx, s.Cookies)); err != nil {
		i.Close()
		return nil, err
	}
	return i, nil
}

func (i *Isolate) setCookies(ctx context.Context, cookies []Cookie) error {
	if len(cookies) == 0 {
		return nil
	}
	p := storage.SetCookiesParams{BrowserContextID: i.id}
	for _, c := range cookies {
		out := &network.CookieParam{
			Name: c.Name, Value: c.Value, Domain: c.Domain, Path: c.Path, Secure: c.Secure,
			HTTPOnly: c.HTTPOnly, SameSite: network.CookieSameSite(c.SameSite),
		}
		if c.Expires > 0 {
			out.Expires = cdp.TimeSinceEpoch(c.Expires)
		}
		if !strings.HasPrefix(c.Domain, ".") {
			// A host-only cookie is set by URL; with a domain it would apply to
			// subdomains too.
			out.URL, out.Domain = "https://"+c.Domain+c.Path, ""
		}
		p.Cookies = append(p.Cookies, out)
	}
	if _, err := cdp.Call(ctx, i.browserSession(), storage.SetCookies, p); err != nil {
		return fmt.Errorf("set cookies: %w", err)
	}
	return nil
}

func (i *Isolate) browserSession() *chromedp.Browser {
	return chromedp.FromContext(i.browser.Context()).Browser
}

// Cookies returns the isolate's current cookies. Tabs that are kept apart may have different
// values of one cookie: all of them are returned, because each tab acts by its own. The one
// of the tab opened last comes last.
func (i *Isolate) Cookies(ctx context.Context) ([]Cookie, error) {
	type key struct{ name, domain, path, value string }
	at := map[key]bool{}
	var out []Cookie
	// The tab opened last comes first, until the end.
	for _, jar := range slices.Backward(append([]*Isolate{i}, i.apart()...)) {
		cookies, err := jar.ownCookies(ctx)
		if err != nil {
			return nil, err
		}
		for _, c := range slices.Backward(cookies) {
			k := key{c.Name, c.Domain, c.Path, c.Value}
			if !at[k] {
				at[k] = true
				out = append(out, c)
			}
		}
	}
	slices.Reverse(out)
	return out, nil
}

// Received says whether a response to one of the isolate's tabs has set a cookie to the value
// that it has, since a moment. What a worker or a frame in another process was sent is not
// known.
func (i *Isolate) Received(c Cookie, since time.Time) bool {
	return i.received.has(c, since) || slices.ContainsFunc(i.apart(), func(part *Isolate) bool { return part.received.has(c, since) })
}

// apart returns the isolates of the tabs that are kept apart.
func (i *Isolate) apart() []*Isolate {
	i.parting.Lock()
	defer i.parting.Unlock()
	return slices.Clone(i.parts)
}

func (i *Isolate) ownCookies(ctx context.Context) ([]Cookie, error) {
	res, err := cdp.Call(ctx, i.browserSession(), storage.GetCookies, storage.GetCookiesParams{BrowserContextID: i.id})
	if err != nil {
		return nil, orGone(i.browser.ctx, fmt.Errorf("read cookies: %w", err))
	}
	var out []Cookie
	for _, c := range res.Cookies {
		out = append(out, Cookie{
			Name: c.Name, Value: c.Value, Domain: c.Domain, Path: c.Path, Expires: c.Expires,
			HTTPOnly: c.HTTPOnly, Secure: c.Secure, SameSite: string(c.SameSite),
		})
	}
	return out, nil
}

// NewTab opens a tab of the isolate. If the clocks of its tabs were taken over by a leap,
// the tab gets an isolate of its own, with the cookies of now.
func (i *Isolate) NewTab(ctx context.Context) (*Tab, error) {
	switch {
	case i.state.Apart:
		return i.newTabApart(ctx, i.state.Cookies, (*Isolate).NewTab)
	case i.leaps.taken():
		now, err := i.ownCookies(ctx)
		if err != nil {
			return nil, err
		}
		return i.newTabApart(ctx, now, (*Isolate).NewTab)
	}
	return i.newTab(ctx)
}

// NewReadingTab opens a tab of the isolate in which nothing will be set. It may leap.
func (i *Isolate) NewReadingTab(ctx context.Context) (*Tab, error) {
	if i.state.Apart {
		return i.newTabApart(ctx, i.state.Cookies, (*Isolate).NewReadingTab)
	}
	t, err := i.newTab(ctx)
	if err == nil {
		i.leaps.join(t.time)
	}
	return t, err
}

func (i *Isolate) newTab(ctx context.Context) (*Tab, error) {
	// A window of its own for each tab: Chrome draws only the tab in front of a window, and
	// clicks in the others wait for a frame. It is the driver's default, too.
	tabCtx, cancel := chromedp.NewContext(i.browser.Context(), chromedp.WithExistingBrowserContext(i.id), chromedp.WithNewWindow(true))
	t, err := newTab(ctx, tabCtx, cancel, i.browser.guard, i.readOnly, i.browser.options.OpenNet)
	if err != nil {
		return nil, orGone(i.browser.ctx, err)
	}
	if err := errors.Join(chromedp.Listen(tabCtx, i.received.note), i.prepare(ctx, t)); err != nil {
		t.Close()
		return nil, err
	}
	return t, nil
}

// newTabApart opens a tab in an isolate of its own. The browser lets tabs of one
// context and one site share a process, but never tabs of two contexts.
func (i *Isolate) newTabApart(ctx context.Context, cookies []Cookie, open func(*Isolate, context.Context) (*Tab, error)) (*Tab, error) {
	s := i.state
	s.Apart, s.Cookies = false, cookies
	part, err := i.browser.NewIsolate(ctx, s)
	if err != nil {
		return nil, err
	}
	i.parting.Lock()
	i.parts = append(i.parts, part)
	i.parting.Unlock()
	return open(part, ctx)
}

func (i *Isolate) prepare(ctx context.Context, t *Tab) error {
	if !i.browser.headed() {
		if err := t.viewport.drawAt(ctx, drawnSmall); err != nil {
			return err
		}
	}
	if i.seed == "" {
		return nil
	}
	if _, err := cdp.Call(ctx, t.document.target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: named(i.seed), WorldName: world,
	}); err != nil {
		return fmt.Errorf("prepare the site's storage: %w", err)
	}
	return nil
}

// seedScript returns a script that fills local storage when a document begins.
func seedScript(s map[string]map[string]string) (string, error) {
	src, err := scripts.ReadFile("js/seed.js")
	if err != nil {
		return "", err
	}
	data, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("encode the site's storage: %w", err)
	}
	return "(" + strings.TrimSuffix(strings.TrimSpace(string(src)), ";") + ")(" + string(data) + ")", nil
}

// Close closes the isolate with its tabs and deletes everything in it. A second call
// does nothing.
func (i *Isolate) Close() {
	i.leaps.end()
	for _, part := range i.apart() {
		part.Close()
	}
	ctx, cancel := context.WithTimeout(i.browser.Context(), closeLimit)
	defer cancel()
	_, err := cdp.Call(ctx, i.browserSession(), target.DisposeBrowserContext, target.DisposeBrowserContextParams{BrowserContextID: i.id})
	if err != nil && i.browser.Context().Err() == nil {
		i.browser.log.Debug("close an isolated context", "error", err)
	}
	i.browser.targets.contexts.remove(i.id)
}
