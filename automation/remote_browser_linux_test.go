package automation

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// remoteEndpoint starts a browser as a pool would, without any of our flags, and returns
// where it serves DevTools. It trusts what the home directory trusts.
func remoteEndpoint(t *testing.T, path, home string, flags ...string) Endpoint {
	t.Helper()
	// Debian's script would leave the browser running at the end.
	if real := "/usr/lib/chromium/" + filepath.Base(path); exists(real) {
		path = real
	}
	dir := shortDir(t)
	args := []string{
		"--headless", "--remote-debugging-port=0", "--user-data-dir=" + dir, "--no-first-run", "--disable-dev-shm-usage",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
		"--disable-features=OptimizationHints,MediaRouter,Translate", "about:blank",
	}
	args = append(args, flags...)
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox")
	}
	cmd := exec.Command(path, args...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "XDG_CONFIG_HOME=" + dir, "XDG_CACHE_HOME=" + dir, "TMPDIR=" + dir}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	out, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if address, ok := strings.CutPrefix(lines.Text(), "DevTools listening on "); ok {
			go func() {
				for lines.Scan() { // a full pipe would stop it
				}
			}()
			return endpoint(t, strings.TrimSpace(address))
		}
	}
	t.Fatal("the browser does not say where it serves DevTools")
	return Endpoint{}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// attachBrowser connects to a browser as --browser-url does.
func attachBrowser(t *testing.T, e Endpoint, o Options) *Browser {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	b, err := NewPool([]Endpoint{e}).Connect(ctx, o, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return b
}
