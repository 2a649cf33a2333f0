package world

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/plexpriv/plexpriv/automation"
)

// usableRunRoots are the roots with a usable one first. Where others may write, anybody
// may have taken the name of ours before us; then a directory with a name that nobody
// could know takes its place.
func usableRunRoots(roots []string) []string {
	for i, root := range roots {
		if automation.RunRootUsable(root) {
			return append([]string{root}, slices.Delete(slices.Clone(roots), i, i+1)...)
		}
	}
	taken := roots[0]
	others, _ := filepath.Glob(taken + "-*")
	for _, other := range others {
		if automation.RunRootUsable(other) {
			return append([]string{other}, roots...)
		}
	}
	// If that fails, starting the browser says why.
	if other, err := os.MkdirTemp(filepath.Dir(taken), filepath.Base(taken)+"-*"); err == nil {
		return append([]string{other}, roots...)
	}
	return roots
}

// runRoots are the places where a browser's run directory can be, the best one first:
// the runtime directory of the person, which is in memory and nobody else's, or a
// private directory of plexpriv among the temporary files. A run makes its directory
// in the first place, and looks in all of them for what a killed run has left. The
// state directory cannot be one of them: browsers make sockets in the run directory,
// and the path of a socket has room for about a hundred bytes only.
func runRoots(goos string, getenv func(string) string, uid int) []string {
	if goos == "windows" {
		return []string{filepath.Join(os.TempDir(), "plexpriv")}
	}
	const longest = 24 // /var/folders/… of macOS is too long
	temp := getenv("TMPDIR")
	if temp == "" || len(temp) > longest {
		temp = "/tmp"
	}
	roots := []string{filepath.Join(temp, "plexpriv-"+strconv.Itoa(uid))}
	if dir := getenv("XDG_RUNTIME_DIR"); dir != "" {
		if fi, err := os.Stat(dir); err == nil && fi.IsDir() {
			roots = slices.Insert(roots, 0, dir)
		}
	}
	// This is what XDG_RUNTIME_DIR is on a desktop. Under cron the variable is not set.
	return append(roots, filepath.Join("/run/user", strconv.Itoa(uid)))
}
