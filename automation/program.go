package automation

import (
	"os"
	"path/filepath"
	"strings"
)

// Program describes a browser's executable, going by its name and place.
type Program struct {
	// Kind is "headless shell", "Chrome", "Chromium", "Edge", "Brave", or empty.
	Kind string
	// Confined is "snap" or "flatpak" for a browser that sees only a part of the file
	// system; otherwise empty.
	Confined string
}

// HeadlessShell is the kind of browser that has no windows and starts in half the time.
const HeadlessShell = "headless shell"

// Describe looks at a browser's executable without starting it.
func Describe(path string) Program {
	var p Program
	name := strings.ToLower(filepath.Base(path))
	for _, known := range []struct{ part, kind string }{
		{"headless-shell", HeadlessShell}, {"headless_shell", HeadlessShell},
		{"edge", "Edge"}, {"brave", "Brave"}, {"chromium", "Chromium"}, {"chrome", "Chrome"},
	} {
		if strings.Contains(name, known.part) {
			p.Kind = known.kind
			break
		}
	}
	switch {
	case confinedBySnap(path):
		p.Confined = "snap"
	case confinedByFlatpak(path):
		p.Confined = "flatpak"
	}
	return p
}

// confinedByFlatpak recognizes the start script that flatpak installs.
func confinedByFlatpak(path string) bool {
	for _, place := range []string{path, resolved(path)} {
		if strings.Contains(filepath.ToSlash(place), "/flatpak/exports/bin/") {
			return true
		}
	}
	return strings.Contains(scriptHead(path), "flatpak run")
}

func resolved(path string) string {
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return path
	}
	return target
}

// scriptHead returns the beginning of a script; empty if path is not a script.
func scriptHead(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	head := make([]byte, 4096)
	n, _ := f.Read(head)
	if text := string(head[:n]); strings.HasPrefix(text, "#!") {
		return text
	}
	return ""
}
