package automation

import (
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
	"golang.org/x/sys/unix"
)

// A system may allow core dumps, and put them where the process works. The session would
// be in one.
func TestCoreDumpOfTheBrowserStaysInTheRunDirectory(t *testing.T) {
	here := t.TempDir()
	t.Chdir(here)
	o := launchOptions(t)
	b := launchBrowser(t, o)
	isolatedTab(t, b)
	pid := chromedp.FromContext(b.Context()).Browser.Process().Pid
	var most unix.Rlimit
	if err := unix.Prlimit(pid, unix.RLIMIT_CORE, nil, &most); err != nil {
		t.Fatal(err)
	}
	if err := unix.Prlimit(pid, unix.RLIMIT_CORE, &unix.Rlimit{Cur: most.Max, Max: most.Max}, nil); err != nil {
		t.Fatal(err)
	}
	if err := unix.Kill(pid, unix.SIGSEGV); err != nil {
		t.Fatal(err)
	}
	<-b.Context().Done()
	_ = b.Close(t.Context()) // it says that the browser is gone
	if left := filesUnder(t, here); len(left) > 0 {
		t.Errorf("files were left where plexpriv was started: %v", left)
	}
	if left := filesUnder(t, o.RunRoot); !slices.Equal(left, []string{rootLockName}) {
		t.Errorf("files were left in the run root: %v", left)
	}
}
