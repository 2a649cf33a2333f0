package automation

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// A tab without a window is drawn small, and the page must not notice: it is laid out
// in full size, and a click hits its target, even a box that is four pixels wide at the
// end of a long page.
func TestTabDrawnSmall(t *testing.T) {
	t.Parallel()
	var page strings.Builder
	page.WriteString("<!doctype html><style>body{margin:0} button{position:absolute;width:4px;height:4px;padding:0;border:0}</style><script>pressed=[]; at=[];" +
		"addEventListener('click', e => { pressed.push(e.target.id); at.push(e.pageX, e.pageY) })</script>")
	points := [][2]int{{3, 3}, {8, 3}, {681, 499}, {1355, 991}, {1355, 5203}}
	for i, p := range points {
		fmt.Fprintf(&page, "<button id=b%d aria-label=b%d style='left:%dpx;top:%dpx'></button>", i, i, p[0], p[1])
	}
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, page.String())
	}))
	b := launchBrowser(t, s.options())
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	_, tab := openAt(t, ctx, b, "https://www.plex.tv/page")
	l, err := tab.Look(ctx, sight.Ask{})
	if err != nil || len(l.Buttons) != len(points) {
		t.Fatalf("%d buttons, %v", len(l.Buttons), err)
	}
	press := func() {
		t.Helper()
		for _, x := range l.Buttons {
			if err := tab.Click(ctx, x.Ref, l.Origin, x.Title()); err != nil {
				t.Errorf("%s: %v", x.Title(), err)
			}
		}
	}
	press()
	var knows string
	if err := tab.evaluateMain(ctx, "[innerWidth, innerHeight, devicePixelRatio, visualViewport.scale, matchMedia('(width: 1366px)').matches, ...pressed].join(' ')", &knows); err != nil {
		t.Fatal(err)
	}
	if want := "1366 1000 1 1 true b0 b1 b2 b3 b4"; knows != want {
		t.Errorf("the page sees the values %q, want %q", knows, want)
	}
	var at []int
	if err := tab.evaluateMain(ctx, "at", &at); err != nil {
		t.Fatal(err)
	}
	for i, v := range at {
		if p := points[i/2][i%2]; v < p || v > p+3 {
			t.Errorf("click %d was at %v", i/2, at)
		}
	}

	// A picture has the full size (an eighth of it would be about 4 pixels), and later
	// clicks still hit their targets.
	p, err := tab.Picture(ctx, []Subject{{Refs: []sight.Ref{l.Buttons[2].Ref}, Title: "b2"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if shot, err := png.DecodeConfig(bytes.NewReader(p.PNG)); err != nil || shot.Width < 20 {
		t.Errorf("the picture is %d pixels wide, %v", shot.Width, err)
	}
	press()
	if err := tab.evaluateMain(ctx, "pressed.slice(5).join(' ')", &knows); err != nil || knows != "b0 b1 b2 b3 b4" {
		t.Errorf("after a picture the clicks landed on %q, %v", knows, err)
	}
	if tab.viewport.scale != drawnSmall {
		t.Errorf("the tab is drawn at scale %v after the picture", tab.viewport.scale)
	}

	// A picture that was given up may leave the tab at another scale. The click that lands
	// elsewhere is stopped, and the next one hits.
	if err := tab.viewport.drawAt(ctx, drawnWhole); err != nil {
		t.Fatal(err)
	}
	tab.viewport.scale = drawnSmall
	b2 := l.Buttons[2]
	if err := tab.Click(ctx, b2.Ref, l.Origin, "b2"); !errors.Is(err, ErrNotActionable) {
		t.Errorf("a click at the wrong scale: %v", err)
	}
	if err := tab.Click(ctx, b2.Ref, l.Origin, "b2"); err != nil {
		t.Errorf("the click after it: %v", err)
	}
	if err := tab.evaluateMain(ctx, "pressed.slice(10).join(' ')", &knows); err != nil || knows != "b2" {
		t.Errorf("these clicks landed on %q, %v", knows, err)
	}
}
