package automation

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Tab is one browser tab, looked at and operated as a careful person would.
// It is not safe for use by several goroutines at once.
type Tab struct {
	*document
	*viewport
	*traffic
	close    context.CancelFunc
	readOnly bool
	dialogs  dialogs
}

// dialogs are the message boxes (alert, confirm, prompt) that a page opened.
type dialogs struct {
	mu    sync.Mutex
	texts []string
}

// newTab opens a tab in a chromedp context and starts to listen to it.
//
// A bare tab has none of our scripts in its documents until it is first looked
// at: the person who signs in is alone with the page.
func newTab(ctx, tabCtx context.Context, cancel context.CancelFunc, readOnly, bare bool) (*Tab, error) {
	started := make(chan error, 1)
	// The first action binds the tab to the context it is given, so that one has no deadline of its own.
	go func() { started <- chromedp.Do(tabCtx) }()
	select {
	case err := <-started:
		if err != nil {
			cancel()
			return nil, fmt.Errorf("open a tab: %w", err)
		}
	case <-ctx.Done():
		cancel()
		return nil, fmt.Errorf("open a tab: %w", ctx.Err())
	}
	conn := chromedp.FromContext(tabCtx).Target
	d := &document{ctx: tabCtx, target: conn, frame: cdp.FrameID(conn.TargetID)}
	t := &Tab{
		document: d, viewport: &viewport{document: d, scale: drawnWhole}, traffic: newTraffic(conn),
		close: cancel, readOnly: readOnly,
	}
	if err := t.prepare(ctx, bare); err != nil {
		cancel()
		return nil, err
	}
	return t, nil
}

// prepare listens to the tab and puts our scripts at the beginning of every
// document, before any script of its own.
func (t *Tab) prepare(ctx context.Context, bare bool) error {
	if err := chromedp.Listen(t.ctx, t.hear); err != nil {
		return fmt.Errorf("listen to a tab: %w", err)
	}
	var hushed sync.WaitGroup
	hushed.Go(func() { t.hush(ctx) })
	defer hushed.Wait()
	if bare {
		return nil
	}
	source, err := library()
	if err != nil {
		return err
	}
	_, err = cdp.Call(ctx, t.target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: source, WorldName: world})
	if err != nil {
		return fmt.Errorf("prepare a tab: %w", err)
	}
	return nil
}

// hush turns off what chromedp listens to in every tab and nobody here uses: the
// document's tree, which it fetches with each page, style sheets, the console, and what
// becomes of all other tabs. All are sent before any is answered. A tab that keeps one on
// is slower, no more.
func (t *Tab) hush(ctx context.Context) {
	var wg sync.WaitGroup
	for _, off := range []struct {
		method string
		params any
	}{
		{css.Disable.Method, cdp.Empty{}},
		{dom.Disable.Method, cdp.Empty{}},
		{log.Disable.Method, cdp.Empty{}},
		{runtime.Disable.Method, cdp.Empty{}},
		{target.SetDiscoverTargets.Method, target.SetDiscoverTargetsParams{Discover: false}},
		{page.SetLifecycleEventsEnabled.Method, page.SetLifecycleEventsEnabledParams{Enabled: false}},
	} {
		wg.Go(func() { _ = t.target.Call(ctx, off.method, off.params, nil) })
	}
	wg.Wait()
}

// hear runs in the loop that reads the browser's messages, so it only notes
// what happened.
func (t *Tab) hear(ev any) {
	switch ev := ev.(type) {
	case *inspector.EventTargetCrashed:
		t.crashed.Store(true)
	case *page.EventJavascriptDialogOpening:
		t.dialogs.mu.Lock()
		t.dialogs.texts = append(t.dialogs.texts, fmt.Sprintf("%s: %s", ev.Type, ev.Message))
		t.dialogs.mu.Unlock()
		// An open dialog stops every other command. Only leaving a page is agreed to.
		go func() {
			ctx, cancel := context.WithTimeout(t.ctx, evalLimit)
			defer cancel()
			_, _ = cdp.Call(ctx, t.target, page.HandleJavaScriptDialog,
				page.HandleJavaScriptDialogParams{Accept: ev.Type == page.DialogTypeBeforeunload})
		}()
	default:
		t.traffic.note(ev)
	}
}

// Dialogs are the message boxes the page opened. All were dismissed.
func (t *Tab) Dialogs() []string {
	t.dialogs.mu.Lock()
	defer t.dialogs.mu.Unlock()
	return append([]string(nil), t.dialogs.texts...)
}

// Load is how the navigation to an address ended.
type Load struct {
	// Status is the HTTP status of the document, 0 before there is one.
	Status int
	// RetryAfter is the answer's Retry-After header, as it came.
	RetryAfter string
	// Broken is the browser's word for a document that broke off after it had begun
	// to arrive: what there is of it shows like a whole page.
	Broken string
}

// Goto opens an address afresh and returns as soon as its document has begun to
// arrive. Whether the page is ready is for Look to find out.
func (t *Tab) Goto(ctx context.Context, url string) (Load, error) {
	load, loaded, err := t.navigate(ctx, url)
	if err != nil || loaded {
		return load, err
	}
	// Where only what follows the # differs, or nothing does, Chrome keeps the
	// document it has: that of an error, perhaps, or one with changes not saved.
	if _, _, err := t.navigate(ctx, "about:blank"); err != nil {
		return Load{}, err
	}
	load, _, err = t.navigate(ctx, url)
	return load, err
}

// navigate goes to an address, and says whether a document was loaded for it.
func (t *Tab) navigate(ctx context.Context, url string) (load Load, loaded bool, err error) {
	t.forgetWorld()
	t.mute.Store(false)
	t.traffic.reset()
	res, err := cdp.Call(ctx, t.target, page.Navigate, page.NavigateParams{URL: url})
	if err != nil {
		return Load{}, false, fmt.Errorf("open %s: %w", withoutQuery(url), t.explain(err))
	}
	t.forgetWorld()
	loaded = res.LoaderID != ""
	if got := t.traffic.Load(); got.Status >= 400 {
		// A refusal without a body counts as an error for the browser; its status says more.
		return got, loaded, nil
	}
	if res.ErrorText != "" {
		return Load{}, loaded, &LoadError{URL: withoutQuery(url), Text: res.ErrorText}
	}
	return t.traffic.Load(), loaded, nil
}

// URL is where the tab is, asked of the browser and not of the page.
func (t *Tab) URL(ctx context.Context) (string, error) {
	tree, err := cdp.Call(ctx, t.target, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return "", fmt.Errorf("ask where the tab is: %w", t.explain(err))
	}
	return tree.FrameTree.Frame.URL, nil
}

// Close closes the tab.
func (t *Tab) Close() { t.close() }

// withoutQuery leaves out of an address what may be private.
func withoutQuery(url string) string {
	if i := strings.IndexByte(url, '?'); i >= 0 {
		return url[:i]
	}
	return url
}
