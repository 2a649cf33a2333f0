//go:build linux

package e2e

import (
	"bufio"
	"bytes"
	bytesof "encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// screen is a virtual screen, with a mouse and a keyboard. Its picture is read
// from the memory of the X server, so that a test can see when something new shows
// and no longer moves.
type screen struct {
	t       *testing.T
	display string
	memory  string // the X server's picture, in a file that it has mapped
	gone    func() bool
}

const (
	screenLook = 50 * time.Millisecond
	// screenStill is longer than the pauses of a page that is being drawn and
	// shorter than the half second of a blinking caret.
	screenStill    = 350 * time.Millisecond
	screenPatience = 60 * time.Second
	// More pixels than screenNews must change. A caret, a button under the mouse or a
	// letter changes fewer.
	screenNews = 2500
)

// newScreen starts an X server. gone says that there is nothing more to wait for.
func newScreen(t *testing.T, dir string) *screen {
	t.Helper()
	r, number, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp", "-fbdir", dir)
	x.ExtraFiles = []*os.File{number}
	x.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := x.Start(); err != nil {
		t.Fatalf("a virtual screen: %v (run make deps)", err)
	}
	t.Cleanup(func() { _ = x.Process.Kill(); _ = x.Wait() })
	number.Close()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("a virtual screen: %v", err)
	}
	return &screen{
		t: t, display: ":" + strings.TrimSpace(line), memory: filepath.Join(dir, "Xvfb_screen0"),
		gone: func() bool { return false },
	}
}

// do moves the mouse and types, and waits until something new is shown.
func (s *screen) do(what string, args ...string) {
	s.t.Helper()
	before := s.picture()
	s.input(args...)
	s.settles(what, before)
}

// input moves the mouse and types.
func (s *screen) input(args ...string) {
	s.t.Helper()
	cmd := exec.Command("xdotool", args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+s.display)
	if out, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("xdotool %s: %v: %s", args[0], err, out)
	}
}

// settles waits until the picture differs from an earlier one and no longer changes.
func (s *screen) settles(what string, before []byte) {
	s.t.Helper()
	last, still := s.picture(), time.Now()
	for deadline := time.Now().Add(screenPatience); ; time.Sleep(screenLook) {
		now := s.picture()
		if !bytes.Equal(now, last) {
			last, still = now, time.Now()
		}
		if time.Since(still) > screenStill && differingPixels(before, now) > screenNews {
			return
		}
		if time.Now().After(deadline) || s.gone() {
			s.t.Fatalf("not shown: %s", what)
		}
	}
}

// picture is the screen as pixels of four bytes. The file has the format of xwd: a
// header that begins with its own size, a table of colors, and the pixels.
func (s *screen) picture() []byte {
	s.t.Helper()
	file, err := os.ReadFile(s.memory)
	if err != nil {
		s.t.Fatal(err)
	}
	const word, perColor, colors = 4, 12, 19
	header := bytesof.BigEndian.Uint32(file)
	return file[header+perColor*bytesof.BigEndian.Uint32(file[colors*word:]):]
}

func differingPixels(a, b []byte) int {
	n := 0
	for i := 0; i+4 <= min(len(a), len(b)); i += 4 {
		if !bytes.Equal(a[i:i+4], b[i:i+4]) {
			n++
		}
	}
	return n
}
