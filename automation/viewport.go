package automation

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
)

// The size of the view: wide enough for the desktop form of a page.
const (
	viewWidth  = 1366
	viewHeight = 1000
)

// Nobody sees a tab without a window, so it is drawn small: a frame takes a
// sixty-fourth of the memory, and most of the time for drawing is saved. The page does
// not know; it is laid out in full size (DevTools protocol,
// Emulation.setDeviceMetricsOverride, "scale"). Only the points that the browser is
// told are those of the small view. A power of two keeps them exact.
const (
	drawnSmall = 1.0 / 8
	drawnWhole = 1.0
)

// drawAt sizes the view and draws it at a scale from now on.
func (t *Tab) drawAt(ctx context.Context, scale float64) error {
	_, err := cdp.Call(ctx, t.target, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: viewWidth, Height: viewHeight, DeviceScaleFactor: 1, Scale: scale,
	})
	if err != nil {
		return fmt.Errorf("size the view: %w", t.explain(err))
	}
	t.scale = scale
	return nil
}

// wholeSize draws the tab in its whole size until the returned function is called.
func (t *Tab) wholeSize(ctx context.Context) (back func(), err error) {
	was := t.scale
	if was == drawnWhole {
		return func() {}, nil
	}
	if err := t.drawAt(ctx, drawnWhole); err != nil {
		return nil, err
	}
	return func() { _ = t.drawAt(context.WithoutCancel(ctx), was) }, nil
}
