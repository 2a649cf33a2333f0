package automation

import (
	"context"
	"crypto/rand"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

//go:embed js/*.js
var scripts embed.FS

// world is the name of the isolated world that our scripts run in. The page's own
// scripts can neither see nor change it.
const world = "plexpriv"

// ownScripts is what Chrome calls our scripts, where it lists those of a process. Nobody
// can guess it.
var ownScripts = "plexpriv:" + rand.Text()

// named gives one of our scripts its name.
func named(source string) string { return source + "\n//# sourceURL=" + ownScripts }

// evalLimit bounds one script call: a page in an endless loop must not stop the run.
const evalLimit = 8 * time.Second

// document is the current document of a tab, with our scripts in it.
type document struct {
	ctx    context.Context // holds the tab; ends with it
	target *chromedp.Target
	frame  cdp.FrameID

	crashed atomic.Bool
	// unanswered says that the document left a call without an answer. It gets no
	// further calls.
	unanswered atomic.Bool

	mu      sync.Mutex
	worldID runtime.ExecutionContextID // 0: not known yet
}

// call runs plexpriv.<name>(args...) in the isolated world and decodes the answer into
// out. If the document is replaced during the call, it calls the new one.
func (d *document) call(ctx context.Context, out any, name string, args ...any) error {
	parts := make([]string, len(args))
	for i, a := range args {
		b, err := json.Marshal(a)
		if err != nil {
			return fmt.Errorf("encode the arguments of %s: %w", name, err)
		}
		parts[i] = string(b)
	}
	expr := named("plexpriv." + name + "(" + strings.Join(parts, ",") + ")")
	for try := 0; ; try++ {
		err := d.evaluate(ctx, expr, out)
		if err == nil || !staleWorld(err) || try == 20 || ctx.Err() != nil {
			return d.explain(err)
		}
		d.forgetWorld()
	}
}

func (d *document) evaluate(ctx context.Context, expr string, out any) error {
	return d.ask(ctx, func(ctx context.Context) error {
		id, err := d.enterWorld(ctx)
		if err != nil {
			return err
		}
		res, err := cdp.Call(ctx, d.target, runtime.Evaluate, runtime.EvaluateParams{
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

// ask runs a call to the document within evalLimit. After a call without an answer it
// makes no others, because each would take as long.
func (d *document) ask(ctx context.Context, question func(context.Context) error) error {
	if d.unanswered.Load() {
		return ErrUnresponsive
	}
	limited, cancel := context.WithTimeout(ctx, evalLimit)
	defer cancel()
	err := question(limited)
	if err != nil && limited.Err() != nil && ctx.Err() == nil {
		d.unanswered.Store(true)
	}
	return err
}

// Stuck says whether the tab has crashed or does not answer.
func (d *document) Stuck() bool { return d.crashed.Load() || d.unanswered.Load() }

// Stored is what a document has in its local storage.
type Stored struct {
	// Origin is that of the document, read together with the values. A tab may be
	// somewhere else a moment later.
	Origin string            `json:"origin"`
	Values map[string]string `json:"values"`
}

// LocalStorage reads entries of the tab's own origin.
func (d *document) LocalStorage(ctx context.Context, keys []string) (Stored, error) {
	var out Stored
	if err := d.call(ctx, &out, "stored", keys); err != nil {
		return Stored{}, fmt.Errorf("read the site's storage: %w", err)
	}
	return out, nil
}

// StorageNames returns the names of the entries of the tab's own origin.
func (d *document) StorageNames(ctx context.Context) ([]string, error) {
	var out []string
	if err := d.call(ctx, &out, "storedNames"); err != nil {
		return nil, fmt.Errorf("read the names in the site's storage: %w", err)
	}
	return out, nil
}

// enterWorld makes sure that our scripts are in the document.
func (d *document) enterWorld(ctx context.Context) (runtime.ExecutionContextID, error) {
	d.mu.Lock()
	id := d.worldID
	d.mu.Unlock()
	if id != 0 {
		return id, nil
	}
	w, err := cdp.Call(ctx, d.target, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: d.frame, WorldName: world})
	if err != nil {
		return 0, err
	}
	source, err := library()
	if err != nil {
		return 0, err
	}
	// This is the world in which our scripts ran when the document began. A document
	// that is older than they are (about:blank) does not have them yet.
	res, err := cdp.Call(ctx, d.target, runtime.Evaluate, runtime.EvaluateParams{
		Expression: named("if (!globalThis.plexpriv) {" + source + "}"), ContextID: w.ExecutionContextID,
	})
	if err != nil {
		return 0, err
	}
	if res.ExceptionDetails != nil {
		return 0, fmt.Errorf("script library: %s", exceptionText(res.ExceptionDetails))
	}
	d.mu.Lock()
	d.worldID = w.ExecutionContextID
	d.mu.Unlock()
	return w.ExecutionContextID, nil
}

func (d *document) forgetWorld() {
	d.mu.Lock()
	d.worldID = 0
	d.mu.Unlock()
}

// library returns all our scripts, each after those that it uses.
var library = sync.OnceValues(func() (string, error) {
	var b strings.Builder
	for _, name := range []string{"dom", "semantics", "carriers", "layers", "rows", "prose", "hints", "signs", "look", "entries", "input", "glance", "scroll", "page", "picture"} {
		src, err := scripts.ReadFile("js/" + name + ".js")
		if err != nil {
			return "", err
		}
		b.Write(src)
	}
	return b.String(), nil
})

// staleWorld says whether an error only means that the document was replaced.
func staleWorld(err error) bool {
	s := err.Error()
	for _, text := range []string{"Cannot find context", "context was destroyed", "navigated or closed", "No frame", "Cannot find default execution context", "uniqueContextId not found"} {
		if strings.Contains(s, text) {
			return true
		}
	}
	return false
}

// explain turns chromedp's errors for a call without an answer into errors of this
// package.
func (d *document) explain(err error) error {
	switch {
	case err == nil:
		return nil
	case orGone(d.ctx, err) == ErrBrowserGone:
		return ErrBrowserGone
	case d.crashed.Load():
		return fmt.Errorf("%w: %w", ErrCrashed, err)
	case errors.Is(err, chromedp.ErrTargetDetached), errors.Is(err, chromedp.ErrChannelClosed), strings.Contains(err.Error(), "No target with given id"):
		return fmt.Errorf("%w: %w", ErrCrashed, err)
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%w: %w", ErrUnresponsive, err)
	}
	return err
}

// orGone returns ErrBrowserGone if the browser has ended, otherwise err. After the end,
// err only says how that was noticed, for example by a canceled context.
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
