package automation

import (
	"os"
	"path/filepath"
	"testing"
)

func TestDescribe(t *testing.T) {
	dir := t.TempDir()
	script := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for path, want := range map[string]Program{
		"/usr/lib/chromium/chromium-headless-shell":                                {Kind: HeadlessShell},
		"/opt/chrome-headless-shell/chrome-headless-shell":                         {Kind: HeadlessShell},
		"/headless-shell/headless_shell":                                           {Kind: HeadlessShell},
		"/opt/google/chrome/chrome":                                                {Kind: "Chrome"},
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome":             {Kind: "Chrome"},
		"/usr/lib/chromium/chromium":                                               {Kind: "Chromium"},
		"/opt/microsoft/msedge/msedge":                                             {Kind: "Edge"},
		"/opt/brave.com/brave/brave":                                               {Kind: "Brave"},
		"/usr/bin/firefox":                                                         {},
		"/snap/bin/chromium":                                                       {Kind: "Chromium", Confined: "snap"},
		"/var/lib/flatpak/exports/bin/org.chromium.Chromium":                       {Kind: "Chromium", Confined: "flatpak"},
		script("chromium-browser", "#!/bin/sh\nexec /snap/bin/chromium \"$@\"\n"):  {Kind: "Chromium", Confined: "snap"},
		script("chrome", "#!/bin/sh\nexec flatpak run com.google.Chrome \"$@\"\n"): {Kind: "Chrome", Confined: "flatpak"},
		script("plain/chrome", "flatpak run, but no script"):                       {Kind: "Chrome"},
	} {
		if got := Describe(path); got != want {
			t.Errorf("%s: %+v, want %+v", path, got, want)
		}
	}
}
