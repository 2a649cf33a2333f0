//go:build !windows

package automation

import (
	"syscall"
	"testing"

	"github.com/chromedp/chromedp"
)

// Ctrl-C goes to the process group in the terminal's foreground.
func TestCtrlCDoesNotReachTheBrowser(t *testing.T) {
	b := launchBrowser(t, launchOptions(t))
	pid := chromedp.FromContext(b.Context()).Browser.Process().Pid
	group, err := syscall.Getpgid(pid)
	if err != nil {
		t.Fatal(err)
	}
	if ours := syscall.Getpgrp(); group == ours {
		t.Errorf("the browser is in our process group %d", ours)
	}
}
