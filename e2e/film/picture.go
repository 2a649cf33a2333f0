package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var (
	//go:embed screen.html
	screenHTML []byte
	//go:embed screen.js
	screenJS []byte
)

// camera draws what a terminal was sent, in a browser, with xterm.js.
type camera struct {
	ctx  context.Context
	stop func()
}

func newCamera(ctx context.Context, xterm, dir string) (*camera, error) {
	for from, to := range map[string]string{"lib/xterm.js": "xterm.js", "css/xterm.css": "xterm.css"} {
		text, err := os.ReadFile(filepath.Join(xterm, from))
		if err != nil {
			return nil, fmt.Errorf("xterm.js, which npm installs: %w", err)
		}
		if err := os.WriteFile(filepath.Join(dir, to), text, 0o600); err != nil {
			return nil, err
		}
	}
	page := filepath.Join(dir, "screen.html")
	if err := os.WriteFile(page, screenHTML, 0o600); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, "screen.js"), screenJS, 0o600); err != nil {
		return nil, err
	}
	options := chromedp.DefaultExecAllocatorOptions[:]
	if browser, err := exec.LookPath("chromium-headless-shell"); err == nil {
		options = append(options, chromedp.ExecPath(browser))
	}
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(ctx, options...)
	ctx, end := chromedp.NewContext(ctx)
	c := &camera{ctx: ctx, stop: func() { end(); stop() }}
	if err := chromedp.Do(ctx, chromedp.Navigate((&url.URL{Scheme: "file", Path: page}).String())); err != nil {
		c.stop()
		return nil, fmt.Errorf("open the page with the terminal: %w", err)
	}
	return c, nil
}

// shoot writes a picture of the terminal at a moment.
func (c *camera) shoot(r *recording, at time.Duration, theme, file string) error {
	text, err := json.Marshal(r.upTo(at))
	if err != nil {
		return err
	}
	size, err := chromedp.Run(c.ctx, chromedp.Evaluate[[]int64](fmt.Sprintf("show(%s, %d, %d, %q)", text, r.columns, lines, theme), chromedp.EvalAwaitPromise))
	if err != nil {
		return fmt.Errorf("draw %s: %w", r.command, err)
	}
	if _, err := cdp.Call(c.ctx, chromedp.FromContext(c.ctx).Target, emulation.SetDeviceMetricsOverride,
		emulation.SetDeviceMetricsOverrideParams{Width: size[0], Height: size[1], DeviceScaleFactor: 1}); err != nil {
		return err
	}
	return c.keep(file)
}

// shootFile writes a picture of a page.
func (c *camera) shootFile(page string, width, height int64, file string) error {
	if _, err := cdp.Call(c.ctx, chromedp.FromContext(c.ctx).Target, emulation.SetDeviceMetricsOverride,
		emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1}); err != nil {
		return err
	}
	if err := chromedp.Do(c.ctx, chromedp.Navigate((&url.URL{Scheme: "file", Path: page}).String())); err != nil {
		return fmt.Errorf("open %s: %w", page, err)
	}
	return c.keep(file)
}

func (c *camera) keep(file string) error {
	picture, err := chromedp.Run(c.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return fmt.Errorf("photograph %s: %w", file, err)
	}
	return os.WriteFile(file, picture, 0o644)
}
