package automation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/plexpriv/plexpriv/automation/judge"
)

// launchOptions are those of a run, with hosts that do not exist.
func launchOptions(t *testing.T) Options {
	t.Helper()
	return Options{
		Home:      t.TempDir(),
		RunRoot:   shortDir(t),
		Hosts:     judge.HostRule{Suffix: "plex.tv"},
		NoSandbox: os.Geteuid() == 0,
	}
}

// shortDir returns a private directory with a path that is short enough for a socket.
func shortDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "pp")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func launchBrowser(t *testing.T, o Options) *Browser {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	b, err := Launch(ctx, o)
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

// isolatedTab opens a tab as the package does: in a context of its own.
func isolatedTab(t *testing.T, b *Browser) context.Context {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.Context(), chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	done := make(chan error, 1)
	go func() { done <- chromedp.Do(ctx) }()
	select {
	case err := <-done:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("no tab within 30 s")
	}
	return ctx
}

func browsersToTest(t *testing.T) map[string]string {
	out := map[string]string{}
	for _, headed := range []bool{false, true} {
		p, _, err := FindBrowser(FindOptions{Headed: headed})
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(p)] = p
	}
	return out
}

func TestLaunchLeavesNothing(t *testing.T) {
	for name, path := range browsersToTest(t) {
		t.Run(name, func(t *testing.T) {
			o := launchOptions(t)
			o.BrowserPath = path
			ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
			defer cancel()
			b, err := Launch(ctx, o)
			if err != nil {
				t.Fatal(err)
			}
			tab := isolatedTab(t, b)
			title, err := chromedp.Run(tab, chromedp.Evaluate[string](`document.title = "here"; document.title`))
			if err != nil || title != "here" {
				t.Errorf("the tab does not work: %q, %v", title, err)
			}
			if !strings.Contains(b.Version(), "/") || b.Path() != path {
				t.Errorf("version %q, path %q", b.Version(), b.Path())
			}
			dir := b.dir.path
			if fi, err := os.Stat(dir); err != nil || fi.Mode().Perm() != 0o700 {
				t.Errorf("run directory: %v, %v", fi.Mode(), err)
			}
			if n := len(processesNaming(t, dir)); n == 0 {
				t.Error("no browser process found: the test looks in the wrong place")
			}
			if err := b.Close(ctx); err != nil {
				t.Error(err)
			}
			if err := b.Close(ctx); err != nil {
				t.Errorf("second Close: %v", err)
			}
			if left := processesNaming(t, dir); len(left) > 0 {
				t.Errorf("processes are still running: %v", left)
			}
			if _, err := os.Stat(dir); !os.IsNotExist(err) {
				t.Errorf("the run directory is still there: %v", err)
			}
			if files := filesUnder(t, o.Home); len(files) > 0 {
				t.Errorf("written into the person's home: %v", files)
			}
		})
	}
}

func TestBrowserSeesOnlyWhatItNeeds(t *testing.T) {
	t.Setenv("SSLKEYLOGFILE", filepath.Join(t.TempDir(), "keys"))
	t.Setenv("HTTPS_PROXY", "http://user:canary@127.0.0.1:1")
	t.Setenv("PLEXPRIV_CANARY", "canary")
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	o := launchOptions(t)
	_, env := witnessed(t, &o)
	launchBrowser(t, o)
	allowed := []string{"PATH", "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "TMPDIR", "LANG",
		"BREAKPAD_DUMP_LOCATION", "DBUS_SESSION_BUS_ADDRESS"}
	for _, kv := range env() {
		name, value, _ := strings.Cut(kv, "=")
		if !slices.Contains(allowed, name) {
			t.Errorf("the variable %s was passed to the browser", name)
		}
		if strings.Contains(value, "canary") {
			t.Errorf("a secret reached the browser in %s", name)
		}
	}
	if !slices.Contains(env(), "HOME="+o.Home) {
		t.Error("HOME is not the person's home directory")
	}
}

func TestBrowserArguments(t *testing.T) {
	o := launchOptions(t)
	given, _ := witnessed(t, &o)
	launchBrowser(t, o)
	args := given()
	count := map[string]int{}
	for _, a := range args {
		name, _, _ := strings.Cut(a, "=")
		count[name]++
	}
	for _, once := range []string{"--enable-features", "--disable-features", "--user-data-dir", "--remote-debugging-pipe",
		"--no-proxy-server", "--host-resolver-rules", "--disable-quic"} {
		if count[once] != 1 {
			t.Errorf("the flag %s is there %d times, want once", once, count[once])
		}
	}
	for _, never := range []string{"--remote-debugging-port", "--remote-debugging-address", "--disable-popup-blocking",
		"--ignore-certificate-errors", "--load-extension", "--disable-ipc-flooding-protection"} {
		if count[never] != 0 {
			t.Errorf("the flag %s must not be there", never)
		}
	}
	if want := "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE plex.tv, EXCLUDE *.plex.tv"; !slices.Contains(args, want) {
		t.Errorf("the flag %s is missing", want)
	}
}

func TestNoListeningPort(t *testing.T) {
	b := launchBrowser(t, launchOptions(t))
	isolatedTab(t, b)
	procs := processesNaming(t, b.dir.path)
	if len(procs) == 0 {
		t.Skip("no /proc here")
	}
	listening := listeningSockets(t)
	for pid := range procs {
		fds, _ := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
		for _, fd := range fds {
			link, _ := os.Readlink(fmt.Sprintf("/proc/%d/fd/%s", pid, fd.Name()))
			if port, ok := listening[link]; ok {
				t.Errorf("process %d listens on port %d", pid, port)
			}
		}
	}
}

func TestRootNeedsConsent(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("not root")
	}
	o := launchOptions(t)
	o.NoSandbox = false
	_, err := Launch(t.Context(), o)
	if root := (*RootError)(nil); !errors.As(err, &root) {
		t.Fatalf("want a RootError, got %v", err)
	}
}

func TestStartErrorShowsWhatTheBrowserSaid(t *testing.T) {
	o := launchOptions(t)
	o.BrowserPath = filepath.Join(t.TempDir(), "chrome")
	script := "#!/bin/sh\necho some warning\necho 'zygote: No usable sandbox! Update your kernel' >&2\nexit 1\n"
	if err := os.WriteFile(o.BrowserPath, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := Launch(t.Context(), o)
	var start *StartError
	if !errors.As(err, &start) {
		t.Fatalf("want a StartError, got %v", err)
	}
	if !strings.Contains(err.Error(), "No usable sandbox") || start.Hint() == "" {
		t.Errorf("error %q, hint %q", err, start.Hint())
	}
	if left := filesUnder(t, o.RunRoot); !slices.Equal(left, []string{rootLockName}) {
		t.Errorf("files were left in the run root: %v", left)
	}
}

func TestCrashDumpsStayInTheRunDirectory(t *testing.T) {
	for name, path := range browsersToTest(t) {
		t.Run(name, func(t *testing.T) {
			o := launchOptions(t)
			o.BrowserPath = path
			b := launchBrowser(t, o)
			tab := isolatedTab(t, b)
			crashed := make(chan struct{})
			if err := chromedp.Listen(tab, func(ev any) {
				if _, ok := ev.(*inspector.EventTargetCrashed); ok {
					close(crashed)
				}
			}); err != nil {
				t.Fatal(err)
			}
			go func() { _, _ = chromedp.Call(tab, page.Navigate, page.NavigateParams{URL: "chrome://crash"}) }()
			select {
			case <-crashed:
			case <-time.After(20 * time.Second):
				t.Fatal("the tab did not crash")
			}
			if err := b.Close(t.Context()); err != nil {
				t.Error(err)
			}
			if files := filesUnder(t, o.Home); len(files) > 0 {
				t.Errorf("written into the person's home: %v", files)
			}
			if left := filesUnder(t, o.RunRoot); !slices.Equal(left, []string{rootLockName}) {
				t.Errorf("files were left in the run root: %v", left)
			}
		})
	}
}

func TestWindowWithoutADisplay(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux says so")
	}
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	o := launchOptions(t)
	o.Headed = true
	_, err := Launch(t.Context(), o)
	var start *StartError
	if !errors.As(err, &start) || !strings.Contains(start.Hint(), "no display") {
		t.Errorf("got %v", err)
	}
}

func TestLaunchGivesUpWithItsContext(t *testing.T) {
	o := launchOptions(t)
	o.BrowserPath = filepath.Join(t.TempDir(), "chrome")
	// The browser starts and never answers.
	if err := os.WriteFile(o.BrowserPath, []byte("#!/bin/sh\nexec sleep 300\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	_, err := Launch(ctx, o)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("want the error of the deadline, got %v", err)
	}
}

func TestLaunchMissingBrowser(t *testing.T) {
	o := launchOptions(t)
	o.BrowserPath = "/nowhere/chrome"
	_, err := Launch(t.Context(), o)
	var none *NoBrowserError
	if !errors.As(err, &none) || !slices.Equal(none.Tried, []string{"/nowhere/chrome"}) {
		t.Errorf("got %v", err)
	}
}

// TestKilledRunIsSwept starts this test binary as a run, kills it, and looks for what
// it left.
func TestKilledRunIsSwept(t *testing.T) {
	o := launchOptions(t)
	child, told := startChild(t, "launch", o.Home, o.RunRoot)
	dir := told()
	if dir == "" {
		t.Fatal("the child did not start its browser")
	}
	if len(processesNaming(t, dir)) == 0 {
		t.Fatal("no browser process found")
	}
	if err := SweepRunDirs(o.RunRoot); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Fatalf("the directory of a run in progress was removed: %v", err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()
	eventually(t, "the browser ends with its parent", func() bool { return len(processesNaming(t, dir)) == 0 })
	if _, err := os.Stat(dir); err != nil {
		t.Fatalf("nothing to sweep: %v", err)
	}
	// The next run has its own directory elsewhere, like one from cron.
	next := launchOptions(t)
	next.SweepRoots = []string{filepath.Join(next.RunRoot, "never", "made"), o.RunRoot}
	b, err := Launch(t.Context(), next)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left := filesUnder(t, o.RunRoot); !slices.Equal(left, []string{rootLockName}) {
		t.Errorf("files were left after the sweep: %v", left)
	}
}

// childLaunch is the run that TestKilledRunIsSwept kills.
func childLaunch(args []string) int {
	b, err := Launch(context.Background(), Options{
		Home: args[0], RunRoot: args[1], Hosts: judge.HostRule{Suffix: "plex.tv"}, NoSandbox: os.Geteuid() == 0,
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	_ = json.NewEncoder(os.Stdout).Encode(b.dir.path)
	select {}
}

// witnessed puts a script in front of the browser that records arguments and
// environment, because the browser itself overwrites them.
func witnessed(t *testing.T, o *Options) (args, env func() []string) {
	t.Helper()
	if _, err := os.Stat("/proc/self/environ"); err != nil {
		t.Skip("no /proc here")
	}
	real, _, err := FindBrowser(FindOptions{Headed: o.Headed})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	o.BrowserPath = filepath.Join(dir, "witness")
	script := fmt.Sprintf("#!/bin/sh\ncat /proc/$$/environ > %[1]s/env\nprintf '%%s\\0' \"$@\" > %[1]s/args\nexec %[2]s \"$@\"\n", dir, real)
	if err := os.WriteFile(o.BrowserPath, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	read := func(name string) func() []string {
		return func() []string {
			raw, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			return strings.Split(strings.TrimRight(string(raw), "\x00"), "\x00")
		}
	}
	return read("args"), read("env")
}

// processesNaming finds the processes with dir in their arguments: the browser passes
// its profile to most of its children, and the others are in its group.
func processesNaming(t *testing.T, dir string) map[int]string {
	t.Helper()
	out := map[int]string{}
	groups := map[string]bool{}
	entries, _ := os.ReadDir("/proc")
	for range 2 {
		for _, e := range entries {
			pid, err := strconv.Atoi(e.Name())
			if err != nil || pid == os.Getpid() {
				continue
			}
			stat, _ := os.ReadFile("/proc/" + e.Name() + "/stat")
			_, rest, _ := strings.Cut(string(stat), ") ")
			fields := strings.Fields(rest)
			if len(fields) < 3 || fields[0] == "Z" {
				continue
			}
			cmd, _ := os.ReadFile("/proc/" + e.Name() + "/cmdline")
			if strings.Contains(string(cmd), "--user-data-dir="+dir) {
				groups[fields[2]] = true
			}
			if groups[fields[2]] {
				out[pid] = strings.ReplaceAll(string(cmd), "\x00", " ")
			}
		}
	}
	return out
}

// listeningSockets maps "socket:[inode]" to the port that it listens on. A UDP socket
// listens if it accepts packets from anybody.
func listeningSockets(t *testing.T) map[string]int64 {
	t.Helper()
	out := map[string]int64{}
	for table, state := range map[string]string{"tcp": "0A", "tcp6": "0A", "udp": "07", "udp6": "07"} {
		raw, err := os.ReadFile("/proc/net/" + table)
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(raw)) {
			f := strings.Fields(line)
			if len(f) < 10 || f[3] != state {
				continue
			}
			_, hex, _ := strings.Cut(f[1], ":")
			port, _ := strconv.ParseInt(hex, 16, 32)
			out["socket:["+f[9]+"]"] = port
		}
	}
	return out
}

func filesUnder(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(p string, _ os.DirEntry, err error) error {
		if p != dir {
			rel, _ := filepath.Rel(dir, p)
			out = append(out, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	eventuallyWithin(t, 20*time.Second, what, ok)
}

func eventuallyWithin(t *testing.T, limit time.Duration, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(limit); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("did not happen within %s: %s", limit, what)
		}
	}
}
