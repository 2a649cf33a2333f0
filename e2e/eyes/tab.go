package eyes

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Tab is a page that is open and can be used, with scripts and with keys.
type Tab struct {
	ctx   context.Context
	notes *notes
	close []func()
}

// Open opens an address in a browser of its own.
func Open(ctx context.Context, address string) (*Tab, error) {
	options := chromedp.DefaultExecAllocatorOptions[:]
	if browser, err := exec.LookPath("chromium-headless-shell"); err == nil {
		options = append(options, chromedp.ExecPath(browser))
	}
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(ctx, options...)
	ctx, end := chromedp.NewContext(ctx)
	t := &Tab{ctx: ctx, notes: &notes{}, close: []func(){end, stop}}
	if err := t.begin(address); err != nil {
		t.Close()
		return nil, err
	}
	return t, nil
}

func (t *Tab) begin(address string) error {
	if err := chromedp.Do(t.ctx); err != nil {
		return fmt.Errorf("start a browser: %w", err)
	}
	if err := chromedp.Listen(t.ctx, t.notes.hear); err != nil {
		return err
	}
	tab := chromedp.FromContext(t.ctx).Target
	if _, err := cdp.Call(t.ctx, tab, log.Enable, cdp.Empty{}); err != nil {
		return err
	}
	if _, err := cdp.Call(t.ctx, tab, network.Enable, network.EnableParams{}); err != nil {
		return err
	}
	return t.Go(address)
}

// Go opens another address, as a person who types it.
func (t *Tab) Go(address string) error {
	if err := chromedp.Do(t.ctx, chromedp.Navigate(address)); err != nil {
		return fmt.Errorf("open %s: %w", address, err)
	}
	return nil
}

// Reload loads the page again.
func (t *Tab) Reload() error { return chromedp.Do(t.ctx, chromedp.Reload()) }

// Close closes the browser.
func (t *Tab) Close() {
	for _, end := range t.close {
		end()
	}
	t.close = nil
}

// Text is the value of an expression, as text.
func (t *Tab) Text(expression string) (string, error) {
	return chromedp.Run(t.ctx, chromedp.Evaluate[string]("(async () => String(await ("+expression+")))()", chromedp.EvalAwaitPromise))
}

// Wait waits until an expression is true.
func (t *Tab) Wait(expression string, limit time.Duration) error {
	deadline := time.Now().Add(limit)
	for {
		got, err := t.Text("Boolean(" + expression + ")")
		if err != nil {
			return err
		}
		if got == "true" {
			return nil
		}
		if time.Now().After(deadline) {
			text, _ := t.Text("document.body.innerText")
			return fmt.Errorf("after %s it is not true that %s; the page says %q", limit, expression, text)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// Press presses keys, one after the other.
func (t *Tab) Press(keys string) error { return chromedp.Do(t.ctx, chromedp.KeyEvent(keys)) }

// Resize makes the page as wide as a device, in light or dark.
func (t *Tab) Resize(width, height int64, scheme string) error {
	tab := chromedp.FromContext(t.ctx).Target
	if _, err := cdp.Call(t.ctx, tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1}); err != nil {
		return err
	}
	_, err := cdp.Call(t.ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	return err
}

// Picture draws the whole page as it is shown.
func (t *Tab) Picture() ([]byte, error) {
	return chromedp.Run(t.ctx, chromedp.FullScreenshot(100))
}

// tall is high enough for the whole page, so that what sticks to an edge covers nothing.
const tall = 3000

// Look looks at the page on a phone and on a screen, in light and dark, and returns what
// is wrong with it. Further scripts may look too. Scripts of the page itself are right
// here.
func (t *Tab) Look(further ...string) ([]string, error) {
	var out []string
	for _, s := range sights {
		if s.media != "screen" {
			continue
		}
		if err := t.Resize(s.width, tall, s.scheme); err != nil {
			return nil, err
		}
		for _, script := range append([]string{lookJS}, further...) {
			found, err := chromedp.Run(t.ctx, chromedp.Evaluate[[]string](script, chromedp.EvalAwaitPromise))
			if err != nil {
				return nil, fmt.Errorf("look at the page: %w", err)
			}
			for _, f := range found {
				if f != "there are scripts" {
					out = append(out, s.name+": "+f)
				}
			}
		}
	}
	return out, nil
}

// Complaints are what the browser has complained of, and the requests that went elsewhere
// than to an address.
func (t *Tab) Complaints(own string) []string {
	t.notes.mu.Lock()
	defer t.notes.mu.Unlock()
	out := append([]string(nil), t.notes.found...)
	for _, r := range t.notes.requests {
		if !strings.HasPrefix(r, own) && !strings.HasPrefix(r, "data:") && !strings.HasPrefix(r, "file:") && r != "about:blank" {
			out = append(out, "it asked the network for "+r)
		}
	}
	return out
}

// Quoted is a text as an expression.
func Quoted(text string) string {
	out, _ := json.Marshal(text)
	return string(out)
}
