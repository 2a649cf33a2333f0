//go:build linux

package e2e

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

// A person signs in: a real window on a virtual screen, a real mouse and
// keyboard, Plex's own form in its frame.
func TestLoginWindow(t *testing.T) {
	if testing.Short() {
		t.Skip("starts browsers")
	}
	w := windowWorld(t)
	screen := virtualScreen(t)
	for attempt := 1; ; attempt++ {
		frames := w.signInFrames()
		p, err := w.launch([]string{"DISPLAY=" + screen}, []string{"login", "--window"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		ended := w.ending(p)
		if !w.formShows(frames, ended) {
			t.Fatalf("the form did not come: %s", p.stderr.String())
		}
		person(t, screen, "mousemove", "545", "585", "click", "1") // Continue with Email
		pause(ended, time.Second)
		person(t, screen, "type", "canary-alice@example.test\n")
		pause(ended, time.Second)
		person(t, screen, "type", "canary-pass-alice\n")
		code, done := pause(ended, 30*time.Second)
		if done && code == 0 {
			break
		}
		if attempt == 3 {
			t.Fatalf("not signed in (ended: %v, code %d): %s", done, code, p.stderr.String())
		}
		// Typed too early for a busy machine: leave by Ctrl-C and begin again.
		_ = p.cmd.Process.Signal(os.Interrupt)
		_ = p.cmd.Process.Signal(os.Interrupt)
		pause(ended, 30*time.Second)
	}
	p, err := w.run(nil, []string{"check", "--page", "email", "--json"}, nil)
	if err != nil || p.code != 2 {
		t.Errorf("check with the new session: code %d, %v", p.code, err)
	}
}

// Closing the window ends the command with nothing stored.
func TestLoginWindowClosed(t *testing.T) {
	if testing.Short() {
		t.Skip("starts browsers")
	}
	w := windowWorld(t)
	screen := virtualScreen(t)
	p, err := w.launch([]string{"DISPLAY=" + screen}, []string{"login", "--window"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ended := w.ending(p)
	if !w.formShows(0, ended) {
		t.Fatalf("the form did not come: %s", p.stderr.String())
	}
	person(t, screen, "mousemove", "545", "300", "click", "1", "key", "ctrl+w")
	code, done := pause(ended, 30*time.Second)
	if !done || code != 4 || !strings.Contains(p.stderr.String(), "nothing was stored") {
		t.Errorf("ended %v with code %d: %s", done, code, p.stderr.String())
	}
	if p, err := w.run(nil, []string{"check"}, nil); err != nil || p.code != 4 {
		t.Errorf("check afterwards: code %d, %v", p.code, err)
	}
}

func windowWorld(t *testing.T) *world {
	t.Helper()
	if _, err := binary(); err != nil {
		t.Fatal(err)
	}
	w, err := newWorld()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.close)
	if err := w.open(fakeplex.Config{}); err != nil {
		t.Fatal(err)
	}
	if err := w.unlock(); err != nil {
		t.Fatal(err)
	}
	return w
}

// virtualScreen starts an X server and gives its name.
func virtualScreen(t *testing.T) string {
	t.Helper()
	r, number, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{number}
	if err := x.Start(); err != nil {
		t.Fatalf("a virtual screen: %v (run make deps)", err)
	}
	t.Cleanup(func() { _ = x.Process.Kill(); _ = x.Wait() })
	number.Close()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("a virtual screen: %v", err)
	}
	return ":" + strings.TrimSpace(line)
}

// person moves the mouse and types.
func person(t *testing.T, screen string, args ...string) {
	t.Helper()
	cmd := exec.Command("xdotool", args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+screen)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("xdotool %s: %v: %s", args[0], err, out)
	}
}

// ending gives the exit code once the process has ended.
func (w *world) ending(p *process) <-chan int {
	ended := make(chan int, 1)
	go func() {
		code, err := w.wait(p)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		ended <- code
	}()
	return ended
}

// pause waits for the end of the process, and no longer than d.
func pause(ended <-chan int, d time.Duration) (code int, done bool) {
	select {
	case code := <-ended:
		return code, true
	case <-time.After(d):
		return 0, false
	}
}

// signInFrames counts how often the form's frame was asked for.
func (w *world) signInFrames() int {
	n := 0
	for _, e := range w.site.Log() {
		if e.Host == "app.plex.tv" && strings.HasPrefix(e.Path, "/auth") {
			n++
		}
	}
	return n
}

// formShows waits until the form was asked for once more, and has had a moment
// to be drawn.
func (w *world) formShows(before int, ended <-chan int) bool {
	const looks = 300
	for range looks {
		if w.signInFrames() > before {
			_, done := pause(ended, 2*time.Second)
			return !done
		}
		if _, done := pause(ended, 100*time.Millisecond); done {
			return false
		}
	}
	return false
}
