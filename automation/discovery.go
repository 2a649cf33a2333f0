package automation

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// FindOptions say which kind of browser to look for, and where. The zero value looks
// for a headless one on this machine.
type FindOptions struct {
	// Headed asks for a browser that can show a window.
	Headed bool
	// OS is the GOOS whose usual places are searched; empty: that of this machine.
	OS string
	// Getenv, LookPath and IsProgram ask the machine; nil: os.Getenv, exec.LookPath,
	// and a check for an executable file.
	Getenv    func(name string) string
	LookPath  func(name string) (string, error)
	IsProgram func(path string) bool
}

// FindBrowser returns the path of a usable browser and the places that it looked at. It
// prefers a headless shell, which starts in half the time; then Chrome, Chromium, Edge
// and Brave; then a Chromium from snap. If there is none, the error is a
// *NoBrowserError.
func FindBrowser(o FindOptions) (path string, tried []string, err error) {
	o = o.withDefaults()
	var confined string
	for _, c := range o.candidates() {
		tried = append(tried, c)
		p, ok := o.resolve(c)
		if !ok {
			continue
		}
		if confinedBySnap(p) {
			if confined == "" {
				confined = p
			}
			continue
		}
		return p, tried, nil
	}
	if confined != "" {
		return confined, tried, nil
	}
	return "", tried, &NoBrowserError{Tried: tried}
}

// NoBrowserError says that no browser was found.
type NoBrowserError struct {
	// Tried are the names and paths that were looked for, in order.
	Tried []string
}

// Error says how many places were searched; Tried lists them.
func (e *NoBrowserError) Error() string {
	if len(e.Tried) == 1 {
		return fmt.Sprintf("no browser at %s", e.Tried[0])
	}
	return fmt.Sprintf("no Chrome, Chromium, Edge or Brave found (looked at %d places)", len(e.Tried))
}

func (o FindOptions) withDefaults() FindOptions {
	if o.OS == "" {
		o.OS = runtime.GOOS
	}
	if o.Getenv == nil {
		o.Getenv = os.Getenv
	}
	if o.LookPath == nil {
		o.LookPath = exec.LookPath
	}
	if o.IsProgram == nil {
		o.IsProgram = isProgram
	}
	return o
}

// resolve returns the path of a candidate's program.
func (o FindOptions) resolve(candidate string) (string, bool) {
	if strings.ContainsAny(candidate, `/\`) {
		if !o.IsProgram(candidate) {
			return "", false
		}
		return o.unwrap(candidate), true
	}
	p, err := o.LookPath(candidate)
	if err != nil {
		return "", false
	}
	return o.unwrap(p), true
}

// wrapped maps shell scripts that start a browser to the browser that they start. A
// script takes 100 ms, and Debian's also loads the system's extensions.
var wrapped = map[string]string{
	"/usr/bin/chromium":                "/usr/lib/chromium/chromium",
	"/usr/bin/chromium-headless-shell": "/usr/lib/chromium/chromium-headless-shell",
	"/usr/bin/google-chrome":           "/opt/google/chrome/chrome",
	"/usr/bin/google-chrome-stable":    "/opt/google/chrome/chrome",
	"/usr/bin/microsoft-edge":          "/opt/microsoft/msedge/msedge",
	"/usr/bin/microsoft-edge-stable":   "/opt/microsoft/msedge/msedge",
	"/usr/bin/brave-browser":           "/opt/brave.com/brave/brave",
	"/usr/bin/brave-browser-stable":    "/opt/brave.com/brave/brave",
}

func (o FindOptions) unwrap(path string) string {
	if inner, ok := wrapped[path]; ok && o.IsProgram(inner) {
		return inner
	}
	return path
}

// candidates returns names to look up in PATH and full paths, best first.
func (o FindOptions) candidates() []string {
	var out []string
	if !o.Headed {
		out = append(out, "chrome-headless-shell", "chromium-headless-shell", "headless_shell", "headless-shell")
	}
	switch o.OS {
	case "darwin":
		return append(out, o.darwin()...)
	case "windows":
		return append(out, o.windows()...)
	default:
		return append(out,
			"google-chrome-stable", "google-chrome", "chromium", "chromium-browser",
			"microsoft-edge-stable", "microsoft-edge", "brave-browser", "brave-browser-stable",
			"google-chrome-beta", "google-chrome-unstable", "chrome", "/snap/bin/chromium")
	}
}

func (o FindOptions) darwin() []string {
	apps := []string{
		"Google Chrome.app/Contents/MacOS/Google Chrome",
		"Chromium.app/Contents/MacOS/Chromium",
		"Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
		"Brave Browser.app/Contents/MacOS/Brave Browser",
	}
	var out []string
	for _, app := range apps {
		out = append(out, "/Applications/"+app)
		if home := o.Getenv("HOME"); home != "" {
			out = append(out, home+"/Applications/"+app)
		}
	}
	return append(out, "chromium", "google-chrome")
}

func (o FindOptions) windows() []string {
	programs := []string{
		`Google\Chrome\Application\chrome.exe`,
		`Chromium\Application\chrome.exe`,
		`Microsoft\Edge\Application\msedge.exe`,
		`BraveSoftware\Brave-Browser\Application\brave.exe`,
	}
	var out []string
	for _, program := range programs {
		for _, root := range []string{"PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"} {
			if dir := o.Getenv(root); dir != "" {
				out = append(out, dir+`\`+program)
			}
		}
	}
	return append(out, "chrome", "chromium", "msedge", "brave")
}

func isProgram(path string) bool {
	fi, err := os.Stat(path)
	if err != nil || !fi.Mode().IsRegular() {
		return false
	}
	return runtime.GOOS == "windows" || fi.Mode().Perm()&0o111 != 0
}

// confinedBySnap says whether path starts a snap. A snap sees only a part of the file
// system: no hidden directories, and not the real /tmp.
func confinedBySnap(path string) bool {
	if strings.HasPrefix(path, "/snap/") {
		return true
	}
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return false
	}
	if strings.HasPrefix(target, "/snap/") || filepath.Base(target) == "snap" {
		return true
	}
	return startsSnap(target)
}

// startsSnap recognizes Ubuntu's chromium-browser, a script that calls the snap.
func startsSnap(path string) bool { return strings.Contains(scriptHead(path), "/snap/bin/") }
