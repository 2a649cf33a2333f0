package doctor

import (
	"context"
	"net"
	"path/filepath"
	"regexp"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// checkDisplay reports whether a window could be shown, for login --window and
// --headed.
func checkDisplay(ctx context.Context, env *Env) Finding {
	missing := func(next, format string, args ...any) Finding {
		if env.headed {
			return problem(exit.NoBrowser, "leave --headed out", format, args...)
		}
		return Note(next, format, args...)
	}
	const without = "plexpriv login --link"
	if !env.World.HasDisplay() {
		return missing(without, "none: sign in with a link or a token")
	}
	name, err := reachDisplay(ctx, env.World)
	if err != nil {
		return missing(without, "%s does not answer: %v", name, err)
	}
	if env.Browser.Path == "" {
		if _, _, err := automation.FindBrowser(automation.FindOptions{Headed: true}); err != nil {
			return missing(without, "%s is there, but no browser that can show a window", name)
		}
	}
	return OK("%s: a window can be shown", name)
}

// xDisplay is the number of a display on this machine: ":0", ":10.0", "unix:0".
var xDisplay = regexp.MustCompile(`^(?:unix)?:(\d+)(?:\.\d+)?$`)

// reachDisplay connects to the display. In tmux, for example, DISPLAY may still name a
// display that no longer exists. A display that cannot be tried, such as one of another
// machine, counts as reachable.
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
		return name, nil // a display of another machine, as with ssh -X
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
