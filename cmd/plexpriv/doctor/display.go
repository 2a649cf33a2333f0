package doctor

import (
	"context"
	"net"
	"path/filepath"
	"regexp"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// xDisplay is the number of a display on this machine: ":0", ":10.0", "unix:0".
var xDisplay = regexp.MustCompile(`^(?:unix)?:(\d+)(?:\.\d+)?$`)

// reachDisplay connects to the display, which may be one that has gone: a
// variable outlives it in tmux. What cannot be tried is believed.
func reachDisplay(ctx context.Context, w *world.World) (name string, err error) {
	if w.Terminal.GOOS == "darwin" || w.Terminal.GOOS == "windows" {
		return "the desktop", nil
	}
	var d net.Dialer
	try := func(socket string) error {
		conn, err := d.DialContext(ctx, "unix", socket)
		if err == nil {
			conn.Close()
		}
		return err
	}
	if wayland := w.Terminal.Getenv("WAYLAND_DISPLAY"); wayland != "" {
		name, err = "WAYLAND_DISPLAY "+wayland, nil
		if !filepath.IsAbs(wayland) {
			wayland = filepath.Join(w.Terminal.Getenv("XDG_RUNTIME_DIR"), wayland)
		}
		if err = try(wayland); err == nil {
			return name, nil
		}
	}
	display := w.Terminal.Getenv("DISPLAY")
	if display == "" {
		return name, err
	}
	name = "DISPLAY " + display
	here := xDisplay.FindStringSubmatch(display)
	if here == nil {
		return name, nil // another machine's, as over ssh
	}
	if w.Terminal.GOOS != "linux" {
		return name, try("/tmp/.X11-unix/X" + here[1])
	}
	// The server may listen under an abstract name only.
	if err = try("/tmp/.X11-unix/X" + here[1]); err != nil && try("@/tmp/.X11-unix/X"+here[1]) == nil {
		err = nil
	}
	return name, err
}
