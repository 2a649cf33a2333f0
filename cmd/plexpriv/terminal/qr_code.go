package terminal

import (
	"image/color"
	"math"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// quietZone is the width of the light margin, in modules: the squares that the code
// is made of. The standard asks for four. Phones can read codes with two, and those
// fit on more terminals.
const quietZone = 2

// besideGap is between a QR code and the text beside it.
const besideGap = 3

// The width of the text beside a QR code, at least and at most.
const (
	leastBeside = 24
	mostBeside  = 36
)

// PrintQRCode prints what QRCode draws, with paragraphs beside it where there is room,
// so that the code takes no more of a small screen than it has to; else below it. It
// reports false, and prints nothing, where no code can be shown.
func PrintQRCode(t *Terminal, text string, beside ...string) bool {
	picture := QRCode(t, text)
	if picture == "" {
		return false
	}
	rows := strings.Split(strings.TrimSuffix(picture, "\n"), "\n")
	room := t.Stderr.Width - width(rows[0]) - besideGap
	if t.Stderr.Width == 0 {
		room = math.MaxInt
	}
	var lines []string
	for _, paragraph := range beside {
		lines = append(lines, broken(paragraph, min(room, mostBeside))...)
	}
	if room < leastBeside || len(lines) > len(rows) {
		t.Stderr.draw(picture + t.Stderr.Wrap(strings.Join(strings.Fields(strings.Join(beside, " ")), " "), "") + "\n")
		return true
	}
	first := max(0, (len(rows)-len(lines))/2)
	for i, line := range lines {
		if first+i < len(rows) && line != "" {
			rows[first+i] += strings.Repeat(" ", besideGap) + line
		}
	}
	t.Stderr.draw(strings.Join(rows, "\n") + "\n")
	return true
}

// QRCode draws a text as a QR code on standard error, two rows of modules to a line. It
// is empty where a phone could not read it: on what is no terminal, cannot show the
// characters, or is too narrow.
func QRCode(t *Terminal, text string) string {
	if !t.Stderr.TTY || !t.Unicode() {
		return ""
	}
	code, err := qr.Encode(text, qr.L, qr.Auto)
	if err != nil {
		return "" // the text is too long for a code
	}
	size := code.Bounds().Dx()
	if t.Stderr.Width > 0 && size+2*quietZone > t.Stderr.Width {
		return ""
	}
	dark := func(x, y int) bool {
		return x >= 0 && y >= 0 && x < size && y < size && code.At(x, y) == color.Black
	}
	return drawModules(size, dark, t.stderrColors())
}

// drawModules draws a square of modules and its margin. With colors the code is dark
// on light, whatever the colors of the terminal are. Without them the light modules
// are drawn. That is right on a dark terminal; on a light one the code is inverted,
// which phones can read, too.
func drawModules(size int, dark func(x, y int) bool, colored bool) string {
	const on, off = "\x1b[30;47m", "\x1b[0m"
	// blocks are the characters that draw the upper module, the lower one, both or none.
	blocks := map[[2]bool]string{{false, false}: " ", {true, false}: "▀", {false, true}: "▄", {true, true}: "█"}
	var b strings.Builder
	for y := -quietZone; y < size+quietZone; y += 2 {
		if colored {
			b.WriteString(on)
		}
		for x := -quietZone; x < size+quietZone; x++ {
			b.WriteString(blocks[[2]bool{dark(x, y) == colored, dark(x, y+1) == colored}])
		}
		if colored {
			b.WriteString(off)
		}
		b.WriteString("\n")
	}
	return b.String()
}
