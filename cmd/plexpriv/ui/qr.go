package ui

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// quietZone is the width of the light margin, in modules, as the standard asks for.
const quietZone = 4

// code is a QR code as one path of an SVG picture.
type code struct {
	// Path draws the dark modules, and Size is the width of the picture in modules.
	Path string
	Size int
}

// codeOf draws an address. It is nil if the address is too long for a code.
func codeOf(address string) *code {
	c, err := qr.Encode(address, qr.L, qr.Auto)
	if err != nil {
		return nil
	}
	size := c.Bounds().Dx()
	var path strings.Builder
	for y := range size {
		for x := range size {
			if c.At(x, y) == color.Black {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+quietZone, y+quietZone)
			}
		}
	}
	return &code{path.String(), size + 2*quietZone}
}
