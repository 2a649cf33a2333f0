package automation

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
)

// The size of the view: wide enough for a page's desktop layout.
const (
	viewWidth  = 1366
	viewHeight = 1000
)

// A tab without a window is seen by nobody, so it is drawn small: a frame then takes a
// sixty-fourth of the memory, and drawing takes much less time. The page does not
// notice, because it is laid out in full size (DevTools protocol,
// Emulation.setDeviceMetricsOverride, "scale"). Only mouse events need the coordinates
// of the small view. A power of two keeps them exact.
const (
	drawnSmall = 1.0 / 8
	drawnWhole = 1.0
)

// viewport is the visible part of the page in a tab.
type viewport struct {
	document *document
	// scale is the scale at which the tab is drawn; always 1 in a window.
	scale float64
}

// drawAt sets the size of the view and the scale at which it is drawn.
func (v *viewport) drawAt(ctx context.Context, scale float64) error {
	_, err := cdp.Call(ctx, v.document.target, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: viewWidth, Height: viewHeight, DeviceScaleFactor: 1, Scale: scale,
	})
	if err != nil {
		return fmt.Errorf("size the view: %w", v.document.explain(err))
	}
	v.scale = scale
	return nil
}

// keepDrawn has the page drawn also when its window is minimized or another tab covers it,
// which a person can do to a window and the owner of a remote browser to any. Without
// frames a page does not come to rest, and each move of the pointer takes five seconds
// (Chromium 156). A browser that does not know the command is as before.
func (v *viewport) keepDrawn(ctx context.Context) {
	_, _ = cdp.Call(ctx, v.document.target, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
}

// wholeSize draws the tab in full size until back is called.
func (v *viewport) wholeSize(ctx context.Context) (back func(), err error) {
	was := v.scale
	if was == drawnWhole {
		return func() {}, nil
	}
	back = func() { _ = v.drawAt(context.WithoutCancel(ctx), was) }
	if err := v.drawAt(ctx, drawnWhole); err != nil {
		back() // the browser may have done it all the same
		return nil, err
	}
	return back, nil
}

// redraw sets the scale again, after a click has landed elsewhere. A picture that was given
// up may have left the tab at another one: the browser changes the scale for a picture, and
// changes it back when that is done, however late.
func (v *viewport) redraw(ctx context.Context) {
	if v.scale != drawnWhole {
		_ = v.drawAt(ctx, v.scale)
	}
}

// restX and restY are where the pointer comes to rest: at the edge, half way down, where
// pages have nothing that answers a pointer.
const (
	restX = 2
	restY = viewHeight / 2
)

// MeetPointer moves the pointer onto the page, as anybody does who reads it. Many sites
// begin to run their scripts only then, and show until then what their template says. It
// presses nothing.
func (v *viewport) MeetPointer(ctx context.Context) error {
	if err := <-v.move(ctx, restX, restY); err != nil {
		return fmt.Errorf("move the pointer: %w", v.document.explain(err))
	}
	return nil
}

// move moves the pointer to a point. It returns at once; the browser answers, on the
// channel, when it has drawn a frame.
func (v *viewport) move(ctx context.Context, x, y float64) <-chan error {
	moved := make(chan error, 1)
	go func() { moved <- v.mouse(ctx, input.DispatchMouseEventTypeMouseMoved, x, y) }()
	return moved
}

// click clicks once at a point, where the pointer is already.
func (v *viewport) click(ctx context.Context, x, y float64) error {
	if err := v.mouse(ctx, input.DispatchMouseEventTypeMousePressed, x, y); err != nil {
		return err
	}
	return v.mouse(ctx, input.DispatchMouseEventTypeMouseReleased, x, y)
}

func (v *viewport) mouse(ctx context.Context, kind input.DispatchMouseEventType, x, y float64) error {
	p := input.DispatchMouseEventParams{Type: kind, X: x * v.scale, Y: y * v.scale}
	if kind != input.DispatchMouseEventTypeMouseMoved {
		p.Button = input.MouseButtonLeft
		p.ClickCount = 1
	}
	return v.document.ask(ctx, func(ctx context.Context) error {
		_, err := cdp.Call(ctx, v.document.target, input.DispatchMouseEvent, p)
		return err
	})
}
