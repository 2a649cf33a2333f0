package automation

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/plexpriv/plexpriv/automation/sight"
)

// Tab is one browser tab, operated as a careful person would. It is not safe for
// concurrent use. What its document, its viewport and its traffic offer to other
// packages is at the end of this file.
type Tab struct {
	document *document
	viewport *viewport
	traffic  *traffic
	frames   *frames
	time     *pageTime
	unseen   *unseen
	close    context.CancelFunc
	readOnly bool
	dialogs  dialogs
}

// dialogs holds the message boxes (alert, confirm, prompt) that a page opened.
type dialogs struct {
	mu    sync.Mutex
	texts []string
}

// What is kept of message boxes is bounded, because a page may open them in a loop.
const (
	dialogsKept = 100
	dialogChars = 500
)

func (d *dialogs) keep(text string) {
	if r := []rune(text); len(r) > dialogChars {
		text = string(r[:dialogChars-1]) + "…"
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.texts) < dialogsKept {
		d.texts = append(d.texts, text)
	}
}

// newTab opens a tab in a chromedp context and listens to it.
//
// A bare tab has no scripts of ours before the first look, so that nothing of ours runs
// in the page while a person signs in.
func newTab(ctx, tabCtx context.Context, cancel context.CancelFunc, g *guard, readOnly, bare bool) (*Tab, error) {
	started := make(chan error, 1)
	// The tab ends with the context of its first action, so that context has no
	// deadline.
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
		document: d, viewport: &viewport{document: d, scale: drawnWhole}, traffic: newTraffic(conn), frames: newFrames(d.frame),
		unseen: newUnseen(g),
		close:  cancel, readOnly: readOnly,
	}
	t.time = newPageTime(d, t.traffic, t.frames)
	if err := t.prepare(ctx, bare); err != nil {
		cancel()
		return nil, err
	}
	return t, nil
}

// prepare listens to the tab, and adds our scripts to the beginning of every document,
// before the document's own.
func (t *Tab) prepare(ctx context.Context, bare bool) error {
	if err := chromedp.Listen(t.document.ctx, t.onEvent); err != nil {
		return fmt.Errorf("listen to a tab: %w", err)
	}
	var pending sync.WaitGroup
	pending.Go(func() { t.disableEvents(ctx) })
	defer pending.Wait()
	if bare {
		return nil
	}
	pending.Go(func() { t.viewport.keepDrawn(ctx) })
	source, err := library()
	if err != nil {
		return err
	}
	_, err = cdp.Call(ctx, t.document.target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: named(source), WorldName: world})
	if err != nil {
		return fmt.Errorf("prepare a tab: %w", err)
	}
	return nil
}

// disableEvents turns off the events that chromedp enables in every tab and that nobody
// here uses: the DOM tree, which it fetches with each page, style sheets, the console
// and other tabs. It sends all commands before it reads the first answer. If a command
// fails, the tab is only slower.
func (t *Tab) disableEvents(ctx context.Context) {
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
		wg.Go(func() { _ = t.document.target.Call(ctx, off.method, off.params, nil) })
	}
	wg.Wait()
}

// onEvent runs in the loop that reads the browser's messages, so it only records what
// happened.
func (t *Tab) onEvent(ev any) {
	t.unseen.note(ev)
	switch ev := ev.(type) {
	case *inspector.EventTargetCrashed:
		t.document.crashed.Store(true)
	case *page.EventJavascriptDialogOpening:
		t.dialogs.keep(fmt.Sprintf("%s: %s", ev.Type, ev.Message))
		// An open message box blocks every other command, so it is answered. Only a box
		// that asks whether to leave the page is confirmed.
		go func() {
			ctx, cancel := context.WithTimeout(t.document.ctx, evalLimit)
			defer cancel()
			_, _ = cdp.Call(ctx, t.document.target, page.HandleJavaScriptDialog,
				page.HandleJavaScriptDialogParams{Accept: ev.Type == page.DialogTypeBeforeunload})
		}()
	case *page.EventFrameAttached:
		t.frames.note(ev)
	case *target.EventAttachedToTarget:
		t.frames.attached(ev)
	case *target.EventDetachedFromTarget:
		t.frames.detached(ev)
	case *emulation.EventVirtualTimeBudgetExpired:
		t.time.heard()
	default:
		t.traffic.note(ev)
	}
}

// Dialogs returns the message boxes that the page opened. All were dismissed.
func (t *Tab) Dialogs() []string {
	t.dialogs.mu.Lock()
	defer t.dialogs.mu.Unlock()
	return append([]string(nil), t.dialogs.texts...)
}

// Load says how the load of an address ended.
type Load struct {
	// Status is the HTTP status of the document, 0 as long as there is none.
	Status int
	// RetryAfter is the Retry-After header of the response, unparsed.
	RetryAfter string
	// Broken is the browser's error for a document that broke off. The part that
	// arrived looks like a whole page.
	Broken string
	// Unseen says what the tab has done past the guard since it was opened: a request
	// that would have been refused, or a document that nobody was asked about. Empty if
	// nothing.
	Unseen string
}

// Goto loads an address and returns as soon as its document begins to arrive. Look
// finds out whether the page is ready.
func (t *Tab) Goto(ctx context.Context, url string) (Load, error) {
	load, loaded, err := t.navigate(ctx, url)
	if err != nil || loaded {
		return load, err
	}
	// If the address differs only behind the #, or not at all, Chrome keeps its current
	// document, which may be an error page or have unsaved changes.
	if _, _, err := t.navigate(ctx, "about:blank"); err != nil {
		return Load{}, err
	}
	load, _, err = t.navigate(ctx, url)
	return load, err
}

// navigate goes to an address and says whether a document was loaded for it.
func (t *Tab) navigate(ctx context.Context, url string) (load Load, loaded bool, err error) {
	t.document.forgetWorld()
	t.document.unanswered.Store(false)
	t.traffic.reset()
	res, err := cdp.Call(ctx, t.document.target, page.Navigate, page.NavigateParams{URL: url})
	if err != nil {
		return Load{}, false, fmt.Errorf("open %s: %w", withoutQuery(url), t.document.explain(err))
	}
	t.document.forgetWorld()
	loaded = res.LoaderID != ""
	if got := t.Load(); got.Status >= 400 {
		// The browser reports a refusal without a body as an error. The status says
		// more.
		return got, loaded, nil
	}
	if res.ErrorText != "" {
		return Load{}, loaded, &LoadError{URL: withoutQuery(url), Text: res.ErrorText}
	}
	return t.Load(), loaded, nil
}

// URL returns where the tab is. It asks the browser, because the page could lie.
func (t *Tab) URL(ctx context.Context) (string, error) {
	tree, err := cdp.Call(ctx, t.document.target, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return "", fmt.Errorf("ask where the tab is: %w", t.document.explain(err))
	}
	return tree.FrameTree.Frame.URL, nil
}

// Close closes the tab.
func (t *Tab) Close() {
	t.time.close()
	t.close()
}

// Stuck says whether the tab has crashed or does not answer.
func (t *Tab) Stuck() bool { return t.document.Stuck() }

// LocalStorage reads entries of the tab's own origin.
func (t *Tab) LocalStorage(ctx context.Context, keys []string) (Stored, error) {
	return t.document.LocalStorage(ctx, keys)
}

// StorageNames returns the names of the entries of the tab's own origin, without their
// values.
func (t *Tab) StorageNames(ctx context.Context) ([]string, error) {
	return t.document.StorageNames(ctx)
}

// Sent says whether a refused request came from this tab: from one of its frames. Of a
// worker only the address of the document that started it is known, if anything is; so
// a tab counts it if that is where the tab is. It makes no request to the browser.
func (t *Tab) Sent(r Refusal, at string) bool {
	if r.FrameID != "" {
		return t.frames.has(r.FrameID)
	}
	return r.Initiator != "" && r.Initiator == bareURL(at)
}

// Needs notes what the page needs now. Once no reading tab of the isolate needs more than
// time, all of them leap. Call it after each look.
func (t *Tab) Needs(n Need) { t.time.needs(n) }

// Leapt returns the page's last leap. It counts only as long as the page has sent and
// received nothing since it began: how long a server takes shows in real time only.
func (t *Tab) Leapt() Leap { return t.time.leapt() }

// Witness asks the accessibility tree about an element.
func (t *Tab) Witness(ctx context.Context, ref sight.Ref) (Witness, error) {
	return t.document.Witness(ctx, ref)
}

// ScrollOn scrolls a list further, and says whether anything moved. A read-only tab may
// do it.
func (t *Tab) ScrollOn(ctx context.Context, last sight.Ref) (moved bool, err error) {
	return t.viewport.ScrollOn(ctx, last)
}

// ScrollChoices scrolls the open list of a drop-down, and says whether anything moved.
func (t *Tab) ScrollChoices(ctx context.Context, last, opener sight.Ref) (moved bool, err error) {
	return t.viewport.ScrollChoices(ctx, last, opener)
}

// ScrollBack scrolls to the beginning of the list around an element.
func (t *Tab) ScrollBack(ctx context.Context, near sight.Ref) (moved bool, err error) {
	return t.viewport.ScrollBack(ctx, near)
}

// MeetPointer moves the pointer onto the page, as anybody does who reads it.
func (t *Tab) MeetPointer(ctx context.Context) error { return t.viewport.MeetPointer(ctx) }

// BringInView scrolls what is out of view into view, and back.
func (t *Tab) BringInView(ctx context.Context, refs []sight.Ref) (moved bool, err error) {
	return t.viewport.BringInView(ctx, refs)
}

// Picture shows the rows of some controls, and nothing else of the page. It paints over
// what is personal, and the words in hide.
func (t *Tab) Picture(ctx context.Context, of []Subject, hide []string) (Picture, error) {
	return t.viewport.Picture(ctx, of, hide)
}

// Load says how the load of the tab's current document went.
func (t *Tab) Load() Load {
	l := t.traffic.Load()
	l.Unseen = t.unseen.report()
	return l
}

// Quiet returns how long the page has had no request in flight; 0 while it has one.
func (t *Tab) Quiet() time.Duration { return t.traffic.Quiet() }

// Writes returns the page's requests since a moment that may change something.
func (t *Tab) Writes(since time.Time) []Write { return t.traffic.Writes(since) }

// Troubles returns the page's own requests for data that failed or were refused.
func (t *Tab) Troubles() []Write { return t.traffic.Troubles() }

// Answered returns when the page's scripts last received data and no refusal, or a message;
// zero if they never did.
func (t *Tab) Answered() time.Time { return t.traffic.Answered() }

// Expected returns the address of a connection of the page that counts, has brought nothing
// yet and may still bring a value, "" if there is none.
func (t *Tab) Expected(counts func(hostAndPath string) bool) string {
	return t.traffic.Expected(counts)
}

// Pending returns the address of the oldest request of the page that counts and has no
// answer yet, "" if there is none.
func (t *Tab) Pending(counts func(hostAndPath string) bool) string { return t.traffic.Pending(counts) }

// Answers returns the JSON and XML responses that the page has received so far from addresses
// (host and path) for which wants returns true.
func (t *Tab) Answers(ctx context.Context, wants func(hostAndPath string) bool) []Answer {
	return t.traffic.Answers(ctx, wants)
}

// withoutQuery removes the query of an address and what follows it: it may be private.
func withoutQuery(url string) string {
	if i := strings.IndexByte(url, '?'); i >= 0 {
		return url[:i]
	}
	return url
}
