package terminal

import (
	"image/color"
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"
)

// With colors and without, the drawing has the modules of the code, on a light margin.
func TestQRCodeCanBeReadBack(t *testing.T) {
	const text = "https://app.plex.tv/auth#?clientID=plexpriv-abc&code=xyz"
	code, err := qr.Encode(text, qr.L, qr.Auto)
	if err != nil {
		t.Fatal(err)
	}
	size := code.Bounds().Dx()
	for _, colored := range []bool{true, false} {
		w := &Terminal{GOOS: "linux", Stderr: Screen{TTY: true}}
		env := map[string]string{"LANG": "C.UTF-8", "NO_COLOR": "1"}
		if colored {
			env["NO_COLOR"] = ""
		}
		w.Getenv = func(name string) string { return env[name] }
		dark := modulesOf(t, QRCode(w, text), colored)
		if len(dark) < size+2*quietZone {
			t.Fatalf("the drawing has %d rows of modules, too few for a code of %d with its margin", len(dark), size)
		}
		for y := range dark {
			for x := range dark[y] {
				inX, inY := x-quietZone, y-quietZone
				inside := inX >= 0 && inY >= 0 && inX < size && inY < size
				if want := inside && code.At(inX, inY) == color.Black; dark[y][x] != want {
					t.Fatalf("with colors %v: the module at %d,%d is dark: %v", colored, inX, inY, dark[y][x])
				}
			}
		}
	}
}

// modulesOf reads a drawing back, and says which modules are dark.
func modulesOf(t *testing.T, drawing string, colored bool) [][]bool {
	t.Helper()
	var out [][]bool
	for line := range strings.Lines(drawing) {
		line = strings.TrimSuffix(line, "\n")
		if colored {
			var ok bool
			if line, ok = strings.CutPrefix(line, "\x1b[30;47m"); !ok {
				t.Fatalf("a line without colors: %q", line)
			}
			line = strings.TrimSuffix(line, "\x1b[0m")
		}
		var upper, lower []bool
		for _, c := range line {
			upper = append(upper, (c == '▀' || c == '█') == colored)
			lower = append(lower, (c == '▄' || c == '█') == colored)
		}
		out = append(out, upper, lower)
	}
	return out
}
