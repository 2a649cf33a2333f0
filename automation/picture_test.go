package automation

import (
	"bytes"
	"image/color"
	"image/png"
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// A picture shows the rows of the requested controls, wherever they are scrolled to,
// and nothing about who is signed in. On the page names are blue, the avatar is red,
// and what is around the rows is white or yellow.
func TestPictureHidesWhoIsSignedIn(t *testing.T) {
	tab, ctx := openPage(t, "picture.html")
	l, err := tab.Look(ctx, sight.Ask{})
	if err != nil {
		t.Fatal(err)
	}
	var of []Subject
	for _, c := range l.Controls {
		of = append(of, Subject{Refs: []sight.Ref{c.Ref}, Title: c.Title()})
	}
	p, err := tab.Picture(ctx, of, []string{"ada"})
	if err != nil {
		t.Fatal(err)
	}
	if p.Shown != 6 || len(l.Controls) != 6 {
		t.Errorf("%d of %d controls are on the picture, want 6", p.Shown, len(l.Controls))
	}
	shot, err := png.Decode(bytes.NewReader(p.PNG))
	if err != nil {
		t.Fatal(err)
	}
	colors := map[color.RGBA]int{}
	b := shot.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.RGBAModel.Convert(shot.At(x, y)).(color.RGBA)
			colors[c]++
		}
	}
	for what, c := range map[string]color.RGBA{"a name": {0, 0, 0xff, 0xff}, "an avatar": {0xff, 0, 0, 0xff}, "the head of the page": {0xff, 0xcc, 0, 0xff}, "the page between the rows": {0xff, 0xff, 0xff, 0xff}} {
		// The boxes of the controls are white inside.
		if n := colors[c]; n > 0 && c.R+c.G+c.B != 0xfd || n > 6000 {
			t.Errorf("the picture shows %s: %d pixels", what, n)
		}
	}
	if colors[maskColor] < 500 {
		t.Errorf("too little is painted over: %d pixels", colors[maskColor])
	}
	if colors[color.RGBA{0xee, 0xee, 0xee, 0xff}] < 10000 {
		t.Error("the rows are not on the picture")
	}
	var scrolled float64
	if err := tab.evaluateMain(ctx, "document.querySelectorAll('[style]').length", &scrolled); err != nil || scrolled != 0 {
		t.Errorf("the page was changed: %v elements, %v", scrolled, err)
	}
}

func TestPictureOfNothing(t *testing.T) {
	tab, ctx := openPage(t, "picture.html")
	if p, err := tab.Picture(ctx, []Subject{{Refs: []sight.Ref{4711}, Title: "gone"}}, nil); err == nil {
		t.Errorf("got a picture of %d bytes of nothing", len(p.PNG))
	}
}
