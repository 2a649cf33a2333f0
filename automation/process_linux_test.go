package automation

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"golang.org/x/sys/unix"
)

// Close ends a process group. A process that has left it, like the one that writes crash
// dumps, would end when it likes.
func TestTheBrowserKeepsToItsProcessGroup(t *testing.T) {
	for name, path := range browsersToTest(t) {
		t.Run(name, func(t *testing.T) {
			o := launchOptions(t)
			o.BrowserPath = path
			b := launchBrowser(t, o)
			isolatedTab(t, b)
			group := chromedp.FromContext(b.Context()).Browser.Process().Pid
			found := commandsNaming(b.dir.path)
			if found[group] == "" {
				t.Errorf("the browser is not among %v", found)
			}
			for pid, command := range found {
				if its, err := unix.Getpgid(pid); err == nil && its != group {
					t.Errorf("outside of the group: %.200s", command)
				}
			}
		})
	}
}

// commandsNaming returns the command lines, by process, that have a directory in them.
func commandsNaming(dir string) map[int]string {
	out := map[int]string{}
	files, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, file := range files {
		command, _ := os.ReadFile(file)
		var pid int
		if _, err := fmt.Sscanf(file, "/proc/%d/", &pid); err == nil && bytes.Contains(command, []byte("="+dir)) {
			out[pid] = string(bytes.ReplaceAll(command, []byte{0}, []byte{' '}))
		}
	}
	return out
}
