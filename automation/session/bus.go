package session

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
)

// busCheck returns a check that calling the keyring library is safe. It reaches the
// Secret Service over the D-Bus session bus, and without a session bus it would start a
// bus daemon that outlives us (measured with go-keyring v0.2.8 and godbus v5.2.2).
// macOS and Windows need no bus.
func busCheck(env func(string) string) func() error {
	if runtime.GOOS == "darwin" || runtime.GOOS == "windows" {
		return func() error { return nil }
	}
	runtimeDir := filepath.Join("/run/user", strconv.Itoa(os.Getuid()))
	return func() error { return sessionBus(env, runtimeDir) }
}

// sessionBus looks for the bus exactly where godbus does: in the environment, then in
// /run/user/UID. godbus does not look in $XDG_RUNTIME_DIR, so for a bus there the error
// says how to name it.
func sessionBus(env func(string) string, runtimeDir string) error {
	if address := env("DBUS_SESSION_BUS_ADDRESS"); address != "" && address != "autolaunch:" {
		return nil
	}
	if exists(filepath.Join(runtimeDir, "bus")) {
		return nil
	}
	if elsewhere := env("XDG_RUNTIME_DIR"); elsewhere != "" && exists(filepath.Join(elsewhere, "bus")) {
		return fmt.Errorf("%w: DBUS_SESSION_BUS_ADDRESS is not set (set it to unix:path=%s)",
			ErrUnavailable, filepath.Join(elsewhere, "bus"))
	}
	return fmt.Errorf("%w: there is no D-Bus session bus", ErrUnavailable)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
