package automation

import (
	"runtime"

	"github.com/chromedp/chromedp"
)

// environment passes only a part of our environment to the browser. Our variables may
// hold secrets, and some would make the browser write its keys to a file
// (SSLKEYLOGFILE) or use a proxy that the guard does not know.
func environment(o Options, dir *runDir, getenv func(string) string) []chromedp.ExecAllocatorOption {
	return []chromedp.ExecAllocatorOption{
		chromedp.NoInheritEnv,
		chromedp.Env(browserEnv(runtime.GOOS, o, dir, getenv)...),
	}
}

// passedOn returns the names of the variables that are passed on.
func passedOn(goos string, o Options) []string {
	names := []string{"PATH"}
	switch goos {
	case "windows":
		// Without these, Windows programs do not find their own files.
		names = append(names, "USERPROFILE", "LOCALAPPDATA", "APPDATA", "PROGRAMDATA", "PROGRAMFILES",
			"PROGRAMFILES(X86)", "SYSTEMDRIVE", "COMSPEC", "WINDIR", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE")
	default:
		// The person's trust store, which may hold the CA of a company, is here or
		// under HOME.
		names = append(names, "XDG_DATA_HOME")
	}
	if o.OpenNet {
		names = append(names, "LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES")
	}
	if o.Headed && goos == "linux" {
		names = append(names, "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "XDG_SESSION_TYPE",
			"XDG_CURRENT_DESKTOP", "DBUS_SESSION_BUS_ADDRESS")
	}
	return names
}

func browserEnv(goos string, o Options, dir *runDir, getenv func(string) string) []string {
	var env []string
	set := func(name, value string) {
		if value != "" {
			env = append(env, name+"="+value)
		}
	}
	for _, name := range passedOn(goos, o) {
		set(name, getenv(name))
	}
	set("HOME", o.Home)
	set("BREAKPAD_DUMP_LOCATION", dir.crashes())
	set("TMPDIR", dir.temp())
	if goos == "windows" {
		set("TEMP", dir.temp())
		set("TMP", dir.temp())
		return env
	}
	set("XDG_CONFIG_HOME", dir.config())
	set("XDG_CACHE_HOME", dir.cache())
	if !o.OpenNet {
		set("LANG", "en_US.UTF-8")
	}
	if goos == "linux" && !o.Headed {
		// A headless browser does not need the desktop's D-Bus.
		set("DBUS_SESSION_BUS_ADDRESS", "disabled:")
	}
	return env
}
