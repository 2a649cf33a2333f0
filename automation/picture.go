package automation

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"reflect"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/plexpriv/plexpriv/automation/sight"
)

// pictureLimit bounds the taking of one picture, which is not worth a longer wait.
const pictureLimit = 5 * time.Second

// mostRows is the largest number of controls on a picture.
const mostRows = 40

// ErrNoPicture says that no picture of the controls could be taken.
var ErrNoPicture = errors.New("no picture")

// Subject is one control to take a picture of.
type Subject struct {
	// Refs are the elements of the control: one, or the buttons of a group.
	Refs []sight.Ref `json:"refs"`
	// Title is the control's name, which its row shows.
	Title string `json:"title"`
}

// Picture is a PNG of some controls of a page.
type Picture struct {
	PNG           []byte
	Width, Height int
	// Shown is how many of the controls are on it.
	Shown int
}

// shownRow is where the row of a subject is in the view, in CSS pixels.
type shownRow struct {
	Item int `json:"item"`
	// Row identifies the row, because two subjects may share one.
	Row   sight.Ref `json:"row"`
	Box   box       `json:"box"`
	Masks []box     `json:"masks"`
}

type box struct{ X, Y, W, H int }

type view struct {
	Width int        `json:"width"`
	Rows  []shownRow `json:"rows"`
}

// Picture shows the rows of some controls, one below the other, and nothing else of the
// page. It paints over email addresses, the words in hide, what somebody typed, and
// images. That happens in the picture: the page is only scrolled, not changed. A row
// that moves during the shot is taken again or left out.
func (v *viewport) Picture(ctx context.Context, of []Subject, hide []string) (Picture, error) {
	ctx, cancel := context.WithTimeout(ctx, pictureLimit)
	defer cancel()
	if hide == nil {
		hide = []string{}
	}
	back, err := v.wholeSize(ctx)
	if err != nil {
		return Picture{}, fmt.Errorf("take a picture: %w", err)
	}
	defer back()
	left := of[:min(len(of), mostRows)]
	var strips []strip
	seen := map[sight.Ref]bool{}
	shown := 0
	for len(left) > 0 {
		rows, shot, err := v.still(ctx, left, hide)
		if err != nil {
			return Picture{}, fmt.Errorf("take a picture: %w", err)
		}
		there := map[int]bool{}
		below := -1 // where the row before ends, in this view
		for _, r := range rows.Rows {
			there[r.Item] = true
			if seen[r.Row] {
				continue
			}
			seen[r.Row] = true
			gap := r.Box.Y - below
			strips = append(strips, strip{cut(shot, r, rows.Width), below >= 0 && max(gap, -gap) <= 2})
			below = r.Box.Y + r.Box.H
		}
		shown += len(there)
		// The first row was scrolled into view. If it does not show now, it never will.
		there[0] = true
		var rest []Subject
		for i, s := range left {
			if !there[i] {
				rest = append(rest, s)
			}
		}
		left = rest
	}
	if len(strips) == 0 {
		return Picture{}, fmt.Errorf("take a picture: %w: none of the controls shows", ErrNoPicture)
	}
	out, err := mount(strips)
	out.Shown = shown
	return out, err
}

// still takes a shot of the view and makes sure that nothing moved during it.
func (v *viewport) still(ctx context.Context, of []Subject, hide []string) (view, image.Image, error) {
	const tries = 4
	for range tries {
		var before, after view
		if err := v.document.call(ctx, &before, "rows", of, hide, true); err != nil {
			return view{}, nil, err
		}
		if len(before.Rows) == 0 {
			return before, nil, nil
		}
		res, err := cdp.Call(ctx, v.document.target, page.CaptureScreenshot, page.CaptureScreenshotParams{
			Format: page.CaptureScreenshotFormatPng, OptimizeForSpeed: new(true),
		})
		if err != nil {
			return view{}, nil, v.document.explain(err)
		}
		if err := v.document.call(ctx, &after, "rows", of, hide, false); err != nil {
			return view{}, nil, err
		}
		if !reflect.DeepEqual(before, after) {
			continue
		}
		shot, err := png.Decode(bytes.NewReader(res.Data))
		if err != nil {
			return view{}, nil, fmt.Errorf("decode the browser's picture: %w", err)
		}
		return before, shot, nil
	}
	return view{}, nil, fmt.Errorf("%w: the page does not stop moving", ErrNoPicture)
}

var maskColor = color.RGBA{0x8a, 0x8f, 0x98, 0xff}

// strip is one row of a picture.
type strip struct {
	image.Image
	// joined says that it is right below the strip before on the page.
	joined bool
}

// cut cuts a row out of the view and paints over what must not be seen. The shot may
// have more pixels than the page counts.
func cut(shot image.Image, r shownRow, width int) image.Image {
	scale := float64(shot.Bounds().Dx()) / float64(max(width, 1))
	area := r.Box.scaled(scale).Intersect(shot.Bounds())
	out := image.NewRGBA(image.Rect(0, 0, area.Dx(), area.Dy()))
	draw.Draw(out, out.Bounds(), shot, area.Min, draw.Src)
	for _, m := range r.Masks {
		const bleed = 2 // letters reach a little beyond their box
		at := m.scaled(scale).Inset(-bleed).Sub(area.Min)
		draw.Draw(out, at.Intersect(out.Bounds()), image.NewUniform(maskColor), image.Point{}, draw.Src)
	}
	return out
}

func (b box) scaled(by float64) image.Rectangle {
	at := func(n int) int { return int(float64(n)*by + 0.5) }
	return image.Rect(at(b.X), at(b.Y), at(b.X+b.W), at(b.Y+b.H))
}

// mount puts strips one below the other, on their background color.
func mount(strips []strip) (Picture, error) {
	const margin, gap = 12, 6
	width, height := 0, 2*margin
	for i, s := range strips {
		width = max(width, s.Bounds().Dx())
		height += s.Bounds().Dy()
		if i > 0 && !s.joined {
			height += gap
		}
	}
	out := image.NewRGBA(image.Rect(0, 0, width+2*margin, height))
	draw.Draw(out, out.Bounds(), image.NewUniform(strips[0].At(0, 0)), image.Point{}, draw.Src)
	y := margin
	for i, s := range strips {
		b := s.Bounds()
		if i > 0 && !s.joined {
			y += gap
		}
		draw.Draw(out, image.Rect(margin, y, margin+b.Dx(), y+b.Dy()), s, b.Min, draw.Src)
		y += b.Dy()
	}
	var buf bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&buf, out); err != nil {
		return Picture{}, fmt.Errorf("encode a picture: %w", err)
	}
	return Picture{PNG: buf.Bytes(), Width: out.Bounds().Dx(), Height: out.Bounds().Dy()}, nil
}
