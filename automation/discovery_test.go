package automation

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// machine is a computer as FindBrowser sees it.
type machine struct {
	programs []string
	path     map[string]string
	env      map[string]string
}

func (m machine) options(goos string, headed bool) FindOptions {
	return FindOptions{
		OS: goos, Headed: headed,
		Getenv:    func(name string) string { return m.env[name] },
		IsProgram: func(path string) bool { return slices.Contains(m.programs, path) },
		LookPath: func(name string) (string, error) {
			if p, ok := m.path[name]; ok {
				return p, nil
			}
			return "", os.ErrNotExist
		},
	}
}

func TestFindBrowser(t *testing.T) {
	debian := machine{
		programs: []string{"/usr/lib/chromium/chromium", "/usr/lib/chromium/chromium-headless-shell"},
		path:     map[string]string{"chromium": "/usr/bin/chromium", "chromium-headless-shell": "/usr/bin/chromium-headless-shell"},
	}
	both := machine{path: map[string]string{"google-chrome": "/usr/bin/google-chrome", "chromium": "/usr/bin/chromium"}}
	mac := machine{
		programs: []string{"/Users/a/Applications/Brave Browser.app/Contents/MacOS/Brave Browser", "/Applications/Chromium.app/Contents/MacOS/Chromium"},
		env:      map[string]string{"HOME": "/Users/a"},
	}
	windows := machine{
		programs: []string{`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`},
		env:      map[string]string{"PROGRAMFILES": `C:\Program Files`, "PROGRAMFILES(X86)": `C:\Program Files (x86)`},
	}
	for _, tt := range []struct {
		name    string
		machine machine
		goos    string
		headed  bool
		want    string
	}{
		{"the shell behind Debian's script", debian, "linux", false, "/usr/lib/chromium/chromium-headless-shell"},
		{"a window needs more than the shell", debian, "linux", true, "/usr/lib/chromium/chromium"},
		{"Chrome before Chromium", both, "linux", false, "/usr/bin/google-chrome"},
		{"the script where there is nothing behind it", machine{path: map[string]string{"chromium": "/usr/bin/chromium"}}, "linux", true, "/usr/bin/chromium"},
		{"Chromium before Brave", mac, "darwin", false, "/Applications/Chromium.app/Contents/MacOS/Chromium"},
		{"Edge is on every Windows", windows, "windows", false, `C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`},
		{"a snap", machine{programs: []string{"/snap/bin/chromium"}}, "linux", false, "/snap/bin/chromium"},
		{"a snap last", machine{programs: []string{"/snap/bin/chromium"}, path: map[string]string{"chromium": "/snap/bin/chromium", "brave-browser": "/usr/bin/brave-browser"}}, "linux", false, "/usr/bin/brave-browser"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, tried, err := FindBrowser(tt.machine.options(tt.goos, tt.headed))
			if err != nil || got != tt.want || len(tried) == 0 {
				t.Errorf("found %q, %v (tried %v)", got, err, tried)
			}
		})
	}
}

func TestFindBrowserNone(t *testing.T) {
	for _, goos := range []string{"linux", "darwin", "windows"} {
		_, tried, err := FindBrowser(machine{}.options(goos, false))
		var none *NoBrowserError
		if !errors.As(err, &none) || !slices.Equal(none.Tried, tried) || len(tried) < 5 {
			t.Errorf("%s: %v, tried %v", goos, err, tried)
		}
	}
}

func TestSnapBehindAScript(t *testing.T) {
	script := filepath.Join(t.TempDir(), "chromium-browser")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nexec /snap/bin/chromium \"$@\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	if !confinedBySnap(script) {
		t.Error("Ubuntu's chromium-browser is not recognized")
	}
	hint := (&StartError{Path: script, Err: errors.New("x")}).Hint()
	if hint == "" {
		t.Error("a browser from snap is not recognized")
	}
}
