package madeup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

// dirVar tells the second half, which runs on a bus of its own, where its world is.
const dirVar = "PLEXPRIV_MADEUP_DIR"

// onBus opens a keyring on a new session bus and then runs the second half.
const onBus = `printf madeup | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && exec "$@"`

// Show makes the world, starts this program again in it, on a bus that is not the
// person's, and there calls show.
func Show(ctx context.Context, show func(context.Context, *fakeplex.Site) error) error {
	if dir := os.Getenv(dirVar); dir != "" {
		return inside(ctx, dir, show)
	}
	return enter(ctx)
}

func enter(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "pp")
	if err != nil {
		return fmt.Errorf("make a directory: %w", err)
	}
	defer os.RemoveAll(dir)
	home := filepath.Join(dir, "home")
	for _, sub := range []string{home, filepath.Join(dir, "run")} {
		if err := os.Mkdir(sub, 0o700); err != nil {
			return fmt.Errorf("make a directory: %w", err)
		}
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "dbus-run-session", append([]string{"--", "sh", "-c", onBus, "sh", self}, os.Args[1:]...)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), dirVar+"="+dir, "HOME="+home, "XDG_RUNTIME_DIR="+filepath.Join(dir, "run"),
		"XDG_DATA_HOME="+home+"/.local/share", "XDG_STATE_HOME="+home+"/.local/state",
		"XDG_CONFIG_HOME="+home+"/.config", "XDG_CACHE_HOME="+home+"/.cache")
	if os.Geteuid() == 0 {
		cmd.Env = append(cmd.Env, "PLEXPRIV_NO_SANDBOX=1")
	}
	return cmd.Run()
}

// inside leads browsers and HTTP clients of this process and its children to the
// made-up site.
func inside(ctx context.Context, dir string, show func(context.Context, *fakeplex.Site) error) error {
	site, err := fakeplex.Start(fakeplex.Config{})
	if err != nil {
		return err
	}
	defer site.Close()
	if err := site.CA.InstallNSS(os.Getenv("HOME")); err != nil {
		return err
	}
	cert := filepath.Join(dir, "ca.pem")
	if err := site.CA.WritePEM(cert); err != nil {
		return err
	}
	if err := errors.Join(os.Setenv("SSL_CERT_FILE", cert), os.Setenv("HTTPS_PROXY", site.Proxy.URL())); err != nil {
		return err
	}
	return show(ctx, site)
}
