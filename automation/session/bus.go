package session

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
)

// busCheck returns a check that the keyring library can be called without
// harm. The Secret Service is reached over the D-Bus session bus, and without
// one the library starts a bus daemon of its own that outlives us (measured
// with go-keyring v0.2.8 and godbus v5.2.2). macOS and Windows have no bus.
func busCheck(env func(string) string) func() error {
	if runtime.GOOS == "darwin" || runtime.GOOS == "windows" {
		return func() error { return nil }
	}
	runtimeDir := filepath.Join("/run/user", strconv.Itoa(os.Getuid()))
	return func() error { return sessionBus(env, runtimeDir) }
}

// sessionBus looks for the bus exactly where godbus does: the environment,
// then /run/user/UID. A bus in an $XDG_RUNTIME_DIR elsewhere is not found by
// it, so the message says how to point to it.
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
	return fmt.Errorf("%w: there is no D-Bus session bus here, as on servers, in containers and in cron"+
		" (or run plexpriv under dbus-run-session, with a Secret Service unlocked in it)", ErrUnavailable)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
