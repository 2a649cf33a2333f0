package automation

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

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

//go:embed js/*.js
var scripts embed.FS

// world names the isolated world that our scripts live in. The page's own
// scripts cannot see or change anything there.
const world = "plexpriv"

// evalLimit bounds one script call: a page stuck in a loop must not stop the run.
const evalLimit = 8 * time.Second

// Tab is one browser tab, looked at and operated as a careful person would.
// It is not safe for use by several goroutines at once.
type Tab struct {
	ctx      context.Context
	close    context.CancelFunc
	target   *chromedp.Target
	frame    cdp.FrameID
	readOnly bool
	// scale is at what scale it is drawn: no other than 1 where somebody can see it.
	scale float64

	mu      sync.Mutex
	worldID runtime.ExecutionContextID
	dialogs []string

	crashed atomic.Bool
	// mute says that the document left a question unanswered: none is put to it again.
	mute    atomic.Bool
	traffic *traffic
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
	t := &Tab{
		ctx: tabCtx, close: cancel, target: conn, frame: cdp.FrameID(conn.TargetID),
		readOnly: readOnly, scale: drawnWhole, traffic: newTraffic(cdp.FrameID(conn.TargetID)),
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
		t.mu.Lock()
		t.dialogs = append(t.dialogs, fmt.Sprintf("%s: %s", ev.Type, ev.Message))
		t.mu.Unlock()
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
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]string(nil), t.dialogs...)
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
	if got := t.traffic.load(); got.Status >= 400 {
		// A refusal without a body counts as an error for the browser; its status says more.
		return got, loaded, nil
	}
	if res.ErrorText != "" {
		return Load{}, loaded, &LoadError{URL: withoutQuery(url), Text: res.ErrorText}
	}
	return t.traffic.load(), loaded, nil
}

// URL is where the tab is, asked of the browser and not of the page.
func (t *Tab) URL(ctx context.Context) (string, error) {
	tree, err := cdp.Call(ctx, t.target, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return "", fmt.Errorf("ask where the tab is: %w", t.explain(err))
	}
	return tree.FrameTree.Frame.URL, nil
}

// Load is how the tab's present document arrived.
func (t *Tab) Load() Load { return t.traffic.load() }

// Quiet is for how long no request of the page has been under way; 0 while one is.
func (t *Tab) Quiet() time.Duration { return t.traffic.quiet(time.Now()) }

// Close closes the tab.
func (t *Tab) Close() { t.close() }

// call runs plexpriv.<name>(args...) in the isolated world and decodes its
// answer into out. A document that goes away in the middle is met again.
func (t *Tab) call(ctx context.Context, out any, name string, args ...any) error {
	parts := make([]string, len(args))
	for i, a := range args {
		b, err := json.Marshal(a)
		if err != nil {
			return fmt.Errorf("encode the arguments of %s: %w", name, err)
		}
		parts[i] = string(b)
	}
	expr := "plexpriv." + name + "(" + strings.Join(parts, ",") + ")"
	for try := 0; ; try++ {
		err := t.evaluate(ctx, expr, out)
		if err == nil || !staleWorld(err) || try == 20 || ctx.Err() != nil {
			return t.explain(err)
		}
		t.forgetWorld()
	}
}

func (t *Tab) evaluate(ctx context.Context, expr string, out any) error {
	return t.ask(ctx, func(ctx context.Context) error {
		id, err := t.enterWorld(ctx)
		if err != nil {
			return err
		}
		res, err := cdp.Call(ctx, t.target, runtime.Evaluate, runtime.EvaluateParams{
			Expression: expr, ContextID: id, ReturnByValue: new(true), AwaitPromise: new(true),
		})
		if err != nil {
			return err
		}
		if res.ExceptionDetails != nil {
			return fmt.Errorf("script: %s", exceptionText(res.ExceptionDetails))
		}
		if out == nil || res.Result == nil || len(res.Result.Value) == 0 {
			return nil
		}
		return json.Unmarshal(res.Result.Value, out)
	})
}

// ask puts a question to the document, within evalLimit. One that has left a
// question unanswered is asked no other: each would take as long.
func (t *Tab) ask(ctx context.Context, question func(context.Context) error) error {
	if t.mute.Load() {
		return ErrUnresponsive
	}
	limited, cancel := context.WithTimeout(ctx, evalLimit)
	defer cancel()
	err := question(limited)
	if err != nil && limited.Err() != nil && ctx.Err() == nil {
		t.mute.Store(true)
	}
	return err
}

// Stuck says whether the tab has crashed, or left a question unanswered.
func (t *Tab) Stuck() bool { return t.crashed.Load() || t.mute.Load() }

// enterWorld makes sure that the document has our scripts.
func (t *Tab) enterWorld(ctx context.Context) (runtime.ExecutionContextID, error) {
	t.mu.Lock()
	id := t.worldID
	t.mu.Unlock()
	if id != 0 {
		return id, nil
	}
	w, err := cdp.Call(ctx, t.target, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: t.frame, WorldName: world})
	if err != nil {
		return 0, err
	}
	source, err := library()
	if err != nil {
		return 0, err
	}
	// The same world as that of the scripts put at the beginning; documents that
	// were there before (about:blank) have none yet.
	res, err := cdp.Call(ctx, t.target, runtime.Evaluate, runtime.EvaluateParams{
		Expression: "if (!globalThis.plexpriv) {" + source + "}", ContextID: w.ExecutionContextID,
	})
	if err != nil {
		return 0, err
	}
	if res.ExceptionDetails != nil {
		return 0, fmt.Errorf("script library: %s", exceptionText(res.ExceptionDetails))
	}
	t.mu.Lock()
	t.worldID = w.ExecutionContextID
	t.mu.Unlock()
	return w.ExecutionContextID, nil
}

func (t *Tab) forgetWorld() {
	t.mu.Lock()
	t.worldID = 0
	t.mu.Unlock()
}

// library is all our scripts in the order in which they build on one another.
var library = sync.OnceValues(func() (string, error) {
	var b strings.Builder
	for _, name := range []string{"dom", "semantics", "layers", "rows", "look", "act", "scroll", "page", "picture"} {
		src, err := scripts.ReadFile("js/" + name + ".js")
		if err != nil {
			return "", err
		}
		b.Write(src)
	}
	return b.String(), nil
})

// staleWorld tells an error that only says that the document was replaced.
func staleWorld(err error) bool {
	s := err.Error()
	for _, text := range []string{"Cannot find context", "context was destroyed", "navigated or closed", "No frame", "Cannot find default execution context", "uniqueContextId not found"} {
		if strings.Contains(s, text) {
			return true
		}
	}
	return false
}

// explain turns the many ways in which a call can be left hanging into ours.
func (t *Tab) explain(err error) error {
	switch {
	case err == nil:
		return nil
	case orGone(t.ctx, err) == ErrBrowserGone:
		return ErrBrowserGone
	case t.crashed.Load():
		return fmt.Errorf("%w: %w", ErrCrashed, err)
	case errors.Is(err, chromedp.ErrTargetDetached), errors.Is(err, chromedp.ErrChannelClosed), strings.Contains(err.Error(), "No target with given id"):
		return fmt.Errorf("%w: %w", ErrCrashed, err)
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%w: %w", ErrUnresponsive, err)
	}
	return err
}

// orGone gives ErrBrowserGone for an error of a browser that has ended: what else
// is said then, a cancelled context for example, is only how it was noticed.
func orGone(ctx context.Context, err error) error {
	select {
	case <-chromedp.FromContext(ctx).Browser.LostConnection:
		return ErrBrowserGone
	default:
		return err
	}
}

func exceptionText(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return d.Text
}

// withoutQuery leaves out of an address what may be private.
func withoutQuery(url string) string {
	if i := strings.IndexByte(url, '?'); i >= 0 {
		return url[:i]
	}
	return url
}
