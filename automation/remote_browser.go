package automation

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// attach connects to a browser that we did not start, often on another machine, and
// guards its requests as Launch does. It cannot do what has to be done when a browser
// starts: run directory, resolver rules, flags and proxy filter.
//
// The browser is never ended. Close closes our contexts and disconnects; if the
// connection breaks, the browser closes them by itself. ctx bounds only the attempt.
// Errors that callers may tell apart: *RemoteError, *BusyError.
//
// all holds the contexts of all connections of a pool, which may be to the same browser.
func attach(ctx context.Context, e Endpoint, o Options, all *contexts) (*Browser, error) {
	conn, err := newDialer(o).dial(ctx, e)
	if err != nil {
		return nil, err
	}
	b := &Browser{options: o, path: e.String(), log: o.logger(), guard: newGuard(o, true), targets: &targets{contexts: &contexts{all: all}, log: o.logger()}}
	b.connect(newSocketConn(conn))

	limited, cancel := context.WithTimeoutCause(ctx, remoteWait, fmt.Errorf("it does not answer in the DevTools protocol within %s", remoteWait))
	defer cancel()
	giveUp := context.AfterFunc(limited, b.end)
	err = b.takeOver(all)
	if !giveUp() {
		err = context.Cause(limited)
	}
	if err == nil {
		return b, nil
	}
	b.end()
	if busy := (*BusyError)(nil); errors.As(err, &busy) || ctx.Err() != nil {
		return nil, err
	}
	if errors.Is(err, context.Canceled) {
		err = errors.New("it closed the connection at once") // chromedp returns context.Canceled, which callers would take for Ctrl-C
	}
	return nil, &RemoteError{Where: e.String(), Err: err}
}

// connect makes a chromedp context that uses the connection.
func (b *Browser) connect(conn *socketConn) {
	base, stop := context.WithCancel(context.Background())
	allocCtx, alloc := chromedp.NewAllocatorContext(base, &attacher{conn: conn})
	b.ctx, b.stop = chromedp.NewContext(allocCtx, chromedp.WithLogf(b.logDriver), chromedp.WithErrorf(b.logDriver))
	b.alloc = sync.OnceFunc(func() { stop(); alloc(); _ = conn.Close() })
}

// takeOver sends the first commands.
func (b *Browser) takeOver(all *contexts) error {
	if err := b.askVersion(); err != nil {
		return fmt.Errorf("it does not speak the DevTools protocol: %w", err)
	}
	if err := b.checkAlone(all); err != nil {
		return err
	}
	if err := b.guard.intercept(b.ctx, nil); err != nil {
		return err
	}
	return b.targets.watch(b.ctx)
}

// checkAlone refuses a browser in which somebody else has a page open. The guard
// applies to the whole browser and would refuse their requests, too.
func (b *Browser) checkAlone(all *contexts) error {
	res, err := chromedp.CallBrowser(b.ctx, target.GetTargets, target.GetTargetsParams{})
	if err != nil {
		return fmt.Errorf("it is a page and not a browser, or does not let us see its tabs: %w", err)
	}
	for _, info := range res.TargetInfos {
		if strings.HasPrefix(info.URL, "http") && !all.has(info.BrowserContextID) {
			return &BusyError{Where: b.path, Why: "somebody else has a page open in it"}
		}
	}
	return nil
}

// Lost says whether the connection to the browser is gone, or one of our tabs has
// crashed.
func (b *Browser) Lost() bool {
	if b.targets.crashed.Load() {
		return true
	}
	select {
	case <-chromedp.FromContext(b.ctx).Browser.LostConnection:
		return true
	default:
		return false
	}
}

// disposeLimit bounds the cleanup in a browser that we did not start. What is still
// open then closes with the connection.
const disposeLimit = 3 * time.Second

// disposeContexts closes those of our contexts that are still open.
func (b *Browser) disposeContexts() {
	driver := chromedp.FromContext(b.ctx).Browser
	if driver == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), disposeLimit)
	defer cancel()
	for _, id := range b.targets.contexts.list() {
		_, err := cdp.Call(ctx, driver, target.DisposeBrowserContext, target.DisposeBrowserContextParams{BrowserContextID: id})
		if err != nil {
			b.log.Debug("dispose of a context", "error", err)
		}
	}
}

// attacher is a chromedp allocator for a connection that already exists.
type attacher struct {
	conn *socketConn
	wg   sync.WaitGroup
}

// Allocate starts to use the connection.
func (a *attacher) Allocate(ctx context.Context, opts ...chromedp.BrowserOption) (*chromedp.Browser, error) {
	// The connection outlives ctx, so that the tabs can close.
	open, closeNow := context.WithCancel(context.WithoutCancel(ctx))
	a.wg.Go(func() {
		<-ctx.Done()
		_ = chromedp.Cancel(ctx)
		closeNow()
	})
	return chromedp.NewBrowserTransport(open, a.conn, opts...)
}

// Wait returns when the connection is not needed any more.
func (a *attacher) Wait() { a.wg.Wait() }

// Attaches says that the browser is already running, so that chromedp never ends it.
func (a *attacher) Attaches() bool { return true }
