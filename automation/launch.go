package automation

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"sync"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// Browser is a running browser with its guard. A browser that we started (Launch) also
// has a run directory and, behind a proxy, a filter. In a browser that we did not start
// (attach) only some contexts are ours.
type Browser struct {
	options Options
	path    string
	version string
	// userAgent is what the browser calls itself.
	userAgent string

	ctx    context.Context // holds the browser; ends with it
	stop   context.CancelFunc
	alloc  context.CancelFunc // waits until the process has ended
	dir    *runDir            // nil for a browser that we did not start
	filter *filter
	log    *slog.Logger

	guard   *guard
	targets *targets

	closing sync.Once
	closed  error
}

// Launch starts a browser and sets up its guard before any tab can be opened. It talks
// to the browser over a pipe, never over a port. ctx bounds only the start; the browser
// lives until Close. Errors that callers may tell apart: *NoBrowserError, *RootError,
// *ProxyError, *StartError.
func Launch(ctx context.Context, o Options) (*Browser, error) {
	if os.Geteuid() == 0 && !o.NoSandbox {
		return nil, &RootError{}
	}
	path, err := browserPath(o)
	if err != nil {
		return nil, err
	}
	root := runRoot(path, o)
	for _, left := range append([]string{root}, o.SweepRoots...) {
		if err := SweepRunDirs(left); err != nil {
			// A leftover directory that cannot be removed must not stop this run.
			o.logger().Debug("sweep old run directories", "error", err)
		}
	}
	dir, err := newRunDir(ctx, root)
	if err != nil {
		return nil, err
	}
	b := &Browser{options: o, path: path, dir: dir, log: o.logger(), guard: newGuard(o, false), targets: &targets{log: o.logger()}}
	if err := b.start(ctx); err != nil {
		return nil, errors.Join(err, b.shutdown())
	}
	return b, nil
}

// runRoot returns where the run directory goes: where the caller said or, for a snap,
// which sees little else, the snap's own directory under the home directory.
func runRoot(path string, o Options) string {
	if confinedBySnap(path) && o.Home != "" {
		return filepath.Join(o.Home, "snap", "chromium", "common", "plexpriv")
	}
	return o.RunRoot
}

func browserPath(o Options) (string, error) {
	if o.BrowserPath == "" {
		path, _, err := FindBrowser(FindOptions{Headed: o.Headed})
		return path, err
	}
	path, ok := FindOptions{}.withDefaults().resolve(o.BrowserPath)
	if !ok {
		return "", &NoBrowserError{Tried: []string{o.BrowserPath}}
	}
	// The browser is started in another directory.
	if path, err := filepath.Abs(path); err == nil {
		return path, nil
	}
	return path, nil
}

func (b *Browser) start(ctx context.Context) error {
	if err := b.dir.checkSocketPath(); err != nil {
		return err
	}
	var err error
	if b.filter, err = startFilter(b.options, b.guard.noteBackground); err != nil {
		return err
	}
	var output tail
	opts := append(browserFlags(b.options, b.dir, b.filter), environment(b.options, b.dir, os.Getenv)...)
	opts = append(opts,
		chromedp.ExecPath(b.path),
		chromedp.ModifyCmdFunc(func(cmd *exec.Cmd) { separate(cmd); noFirstPage(cmd); cmd.Dir = b.dir.path }),
		chromedp.CombinedOutput(&output))

	// The browser lives as long as the context of its first command, so that context
	// must not be the caller's. If the caller's context ends during the start, the
	// browser ends.
	base, stop := context.WithCancel(context.WithoutCancel(ctx))
	giveUp := context.AfterFunc(ctx, stop)
	allocCtx, alloc := chromedp.NewExecAllocator(base, opts...)
	b.ctx, b.stop = chromedp.NewContext(allocCtx, chromedp.WithLogf(b.logDriver), chromedp.WithErrorf(b.logDriver))
	b.alloc = func() { stop(); alloc() }

	if err := b.setUp(); err != nil {
		if cause := ctx.Err(); cause != nil {
			err = cause
		}
		b.end()
		return &StartError{Path: b.path, Output: output.String(), Err: err}
	}
	if !giveUp() {
		return &StartError{Path: b.path, Output: output.String(), Err: context.Cause(ctx)}
	}
	return nil
}

// noFirstPage removes the about:blank argument that chromedp adds. Nobody uses that
// page, and it takes a process of its own.
func noFirstPage(cmd *exec.Cmd) {
	if last := len(cmd.Args) - 1; cmd.Args[last] == "about:blank" {
		cmd.Args = cmd.Args[:last]
	}
}

// setUp sends the first commands. The first one starts the process.
func (b *Browser) setUp() error {
	if err := b.askVersion(); err != nil {
		return err
	}
	if err := b.denyDownloads(b.ctx, ""); err != nil {
		return err
	}
	if b.options.OpenNet && b.filter == nil {
		return nil
	}
	if err := b.guard.intercept(b.ctx, b.filter); err != nil {
		return err
	}
	if b.options.OpenNet {
		return nil // a sign-in with another provider may open windows
	}
	return b.targets.watch(b.ctx)
}

func (b *Browser) askVersion() error {
	v, err := chromedp.CallBrowser(b.ctx, browser.GetVersion, cdp.Empty{})
	if err != nil {
		return err
	}
	b.version, b.userAgent = v.Product, v.UserAgent
	return nil
}

// logDriver logs chromedp's messages. They do not include protocol messages, which
// contain cookies: those would go to WithDebugf, which we do not set.
func (b *Browser) logDriver(format string, args ...any) {
	b.log.Debug("browser driver: " + fmt.Sprintf(format, args...))
}

// Context returns the chromedp context that holds the browser. It has no tab: derive
// one with chromedp.NewContext.
func (b *Browser) Context() context.Context { return b.ctx }

// Version returns the browser's name and version: "Chrome/156.0.8078.79".
func (b *Browser) Version() string { return b.version }

// UserAgent returns what the browser calls itself to every server.
func (b *Browser) UserAgent() string { return b.userAgent }

// Path returns the program that was started, or the host of a remote browser.
func (b *Browser) Path() string { return b.path }

// Refusals returns the first thousand requests that were refused since the start,
// oldest first. Images, fonts and media that are left out to save time are not
// included.
func (b *Browser) Refusals() []Refusal { return b.guard.refusals.list() }

func (b *Browser) readOnly() bool { return b.options.ReadOnly }
func (b *Browser) headed() bool   { return b.options.Headed }

// neverLeaps says why the pages of the browser do not leap; "" if they may.
func (b *Browser) neverLeaps() string {
	if b.headed() {
		return "a person looks on"
	}
	return ""
}

// Close ends the browser and removes everything that it wrote. In a browser that we did
// not start, it closes what is ours and disconnects. Further calls return the same
// result. If ctx ends first, closing goes on in the background.
func (b *Browser) Close(ctx context.Context) error {
	done := make(chan struct{})
	go func() {
		defer close(done)
		b.closing.Do(func() { b.closed = b.shutdown() })
	}()
	select {
	case <-done:
		return b.closed
	case <-ctx.Done():
		return fmt.Errorf("close the browser: %w", ctx.Err())
	}
}

func (b *Browser) shutdown() error {
	if n := b.guard.stubbed.total(); n > 0 {
		b.log.Debug("scripts of other hosts that were answered here", "count", n)
	}
	if b.dir == nil {
		b.disposeContexts()
		b.end()
		return nil
	}
	b.end()
	if b.filter != nil {
		b.filter.close()
	}
	return b.dir.remove()
}

// end kills the process group and waits until it is gone, or closes the connection to a
// browser that we did not start. An orderly shutdown would take longer for nothing,
// because no state of the browser is kept.
func (b *Browser) end() {
	if b.alloc != nil {
		b.alloc()
	}
}

// denyDownloads refuses downloads in a browser context; an empty id means the default
// one.
func (b *Browser) denyDownloads(ctx context.Context, id cdp.BrowserContextID) error {
	_, err := cdp.Call(ctx, chromedp.FromContext(b.ctx).Browser, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorDeny, BrowserContextID: id,
	})
	if err != nil {
		return fmt.Errorf("deny downloads: %w", err)
	}
	return nil
}
