package terminal

import (
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// quietZone is the light margin, in modules. The standard asks for four; phones
// read two, and two fit more terminals.
const quietZone = 2

// QRCode draws text for a terminal, two modules in the height of one character.
// It is empty where it could not be read: no terminal, no such characters, or
// not enough room.
func (t *Terminal) QRCode(text string) string {
	if !t.StderrTTY || !t.unicode() {
		return ""
	}
	code, err := qr.Encode(text, qr.L, qr.Auto)
	if err != nil {
		return "" // too long; the link itself has been printed
	}
	size := code.Bounds().Dx()
	if t.StderrWidth > 0 && size+2*quietZone > t.StderrWidth {
		return ""
	}
	dark := func(x, y int) bool {
		return x >= 0 && y >= 0 && x < size && y < size && code.At(x, y) == color.Black
	}
	return drawModules(size, dark, t.escapes())
}

// drawModules draws a square of modules and its margin. In colour it is dark on
// light, whatever the terminal's own colours are; without, what is light is
// drawn, which is right on a dark terminal, and on a light one phones know the
// reverse.
func drawModules(size int, dark func(x, y int) bool, coloured bool) string {
	const on, off = "\x1b[30;47m", "\x1b[0m"
	// By whether the upper and the lower module is to be drawn.
	blocks := map[[2]bool]string{{false, false}: " ", {true, false}: "▀", {false, true}: "▄", {true, true}: "█"}
	var b strings.Builder
	for y := -quietZone; y < size+quietZone; y += 2 {
		if coloured {
			b.WriteString(on)
		}
		for x := -quietZone; x < size+quietZone; x++ {
			b.WriteString(blocks[[2]bool{dark(x, y) == coloured, dark(x, y+1) == coloured}])
		}
		if coloured {
			b.WriteString(off)
		}
		b.WriteString("\n")
	}
	return b.String()
}
