package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hinshun/vt10x"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// screenRecorder emulates a terminal and keeps every screen that it has shown.
type screenRecorder struct {
	mu      sync.Mutex
	term    vt10x.Terminal
	bytes   bytes.Buffer
	screens []string
}

func newScreenRecorder(columns, lines int) *screenRecorder {
	return &screenRecorder{term: vt10x.New(vt10x.WithSize(columns, lines))}
}

// Write prints to the screen. It adds the carriage returns that a terminal adds.
func (v *screenRecorder) Write(p []byte) (int, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.bytes.Write(p)
	_, _ = v.term.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n")))
	v.screens = append(v.screens, v.current())
	return len(p), nil
}

func (v *screenRecorder) current() string {
	var lines []string
	for _, line := range strings.Split(v.term.String(), "\n") {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// showed reports whether all texts were on the screen at the same time.
func (v *screenRecorder) showed(texts ...string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.ContainsFunc(v.screens, func(picture string) bool {
		return !slices.ContainsFunc(texts, func(text string) bool { return !strings.Contains(picture, text) })
	})
}

// onScreen is a world whose standard error is a recorded screen.
func onScreen(t *testing.T, columns, lines int) (*fakeWorld, *screenRecorder) {
	t.Helper()
	s, v := newFakeWorld(t), newScreenRecorder(columns, lines)
	s.Terminal.Stderr = terminal.Screen{To: v, TTY: true, Width: columns}
	s.env["TERM"], s.env["LANG"] = "xterm-256color", "C.UTF-8"
	s.store.kept["default"] = aSession("alice")
	return s, v
}

// cursorStyle matches what gives the cursor a shape (DECSCUSR). The person has chosen one,
// and no terminal can say which.
var cursorStyle = regexp.MustCompile(`\x1b\[[0-9]* q`)

// drawInterval is longer than the time between two updates of the display.
const drawInterval = 150 * time.Millisecond

func TestProgressIsDrawnAndRemoved(t *testing.T) {
	s, v := onScreen(t, 60, 24)
	s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
		o := s.engine.options.Observer
		o.Step(who.Profile, "privacy", flows.StepReading)
		o.Step(who.Profile, "email", flows.StepReading)
		time.Sleep(drawInterval)
		s.engine.options.Log.Warn("something to know")
		o.Step(who.Profile, "email", flows.StepRead)
		time.Sleep(drawInterval)
		return accountReport(who, outcome.Already)
	}
	if code := s.run("check"); code != 0 {
		t.Fatalf("exit code %d: %s", code, v.bytes.String())
	}
	if !v.showed("reading     Email preferences", "reading     Privacy preferences") || !v.showed("✓ read        Email preferences", "reading     Privacy preferences") {
		t.Errorf("it showed\n%s", strings.Join(v.screens, "\n----\n"))
	}
	if now := v.current(); !strings.Contains(now, "something to know") || strings.Contains(now, "references") || strings.Count(now, "\n") > 0 {
		t.Errorf("at the end it shows\n%s", now)
	}
	if !v.term.CursorVisible() {
		t.Error("the cursor is hidden")
	}
	if style := cursorStyle.FindString(v.bytes.String()); style != "" {
		t.Errorf("it gives the cursor another shape: %q", style)
	}
	if at := v.term.Cursor(); at.X != 0 || at.Y != 1 {
		t.Errorf("the cursor is at %d, %d", at.X, at.Y)
	}
}

// Only errors and --help are in English for everybody.
func TestProgressIsInThePersonsLanguage(t *testing.T) {
	for name, dumb := range map[string]bool{"drawn": false, "in lines": true} {
		s, v := onScreen(t, 60, 24)
		if dumb {
			s.env["TERM"] = "dumb"
		}
		s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
			s.engine.options.Observer.Step(who.Profile, "email", flows.StepReading)
			time.Sleep(drawInterval)
			return accountReport(who, outcome.Already)
		}
		if code := s.run("check", "--lang", "de"); code != 0 {
			t.Fatalf("exit code %d: %s", code, v.bytes.String())
		}
		all := v.bytes.String()
		if !strings.Contains(all, "wird gelesen") || strings.Contains(all, "reading") || strings.Contains(all, "starting") || strings.Contains(all, "Email") {
			t.Errorf("%s: it showed\n%s", name, all)
		}
	}
}

// A run may end before the progress display was drawn.
func TestProgressWhenTheBrowserDoesNotStart(t *testing.T) {
	for range 20 {
		s, v := onScreen(t, 60, 24)
		s.launchErr = io.ErrUnexpectedEOF
		s.run("check")
		if now := v.current(); strings.Contains(now, "starting") || !strings.Contains(now, "unexpected EOF") {
			t.Fatalf("at the end it shows\n%s", now)
		}
	}
}

func TestProgressInPlainLines(t *testing.T) {
	for name, set := range map[string]func(*fakeWorld){
		"dumb":          func(s *fakeWorld) { s.env["TERM"] = "dumb" },
		"screen reader": func(s *fakeWorld) { s.env[terminal.EnvAccessible] = "1" },
		"no width":      func(s *fakeWorld) { s.Terminal.Stderr.Width = 0 },
	} {
		s, v := onScreen(t, 60, 24)
		set(s)
		s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
			s.engine.options.Observer.Step(who.Profile, "email", flows.StepReading)
			s.engine.options.Observer.Step(who.Profile, "email", flows.StepRead)
			return accountReport(who, outcome.Already)
		}
		s.run("check")
		if got, want := v.bytes.String(), "Email preferences: reading …\n"; got != want {
			t.Errorf("%s: printed %q, want %q", name, got, want)
		}
	}
}

func TestNoProgressWithQuietOrVerbose(t *testing.T) {
	for _, flag := range []string{"--quiet", "--verbose", ""} {
		s, v := onScreen(t, 60, 24)
		s.Terminal.Stderr.TTY = flag != ""
		s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
			if s.engine.options.Observer != nil {
				t.Errorf("%q: progress is shown", flag)
			}
			return accountReport(who, outcome.Already)
		}
		s.run(slices.DeleteFunc([]string{"check", flag}, func(a string) bool { return a == "" })...)
		if strings.Contains(v.bytes.String(), "\x1b") {
			t.Errorf("%q: printed %q", flag, v.bytes.String())
		}
	}
}

// After Ctrl-C the progress display is removed, and the message about it stays.
func TestProgressAfterCtrlC(t *testing.T) {
	s, v := onScreen(t, 60, 24)
	s.engine.report = func(_ context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
		s.engine.options.Observer.Step(who.Profile, "email", flows.StepSetting)
		time.Sleep(drawInterval)
		s.signal <- os.Interrupt
		<-req.Stop
		time.Sleep(drawInterval)
		report := accountReport(who, outcome.Verified)
		report.Cause = outcome.ErrInterrupted
		return report
	}
	if code := s.run("apply"); code != 130 {
		t.Errorf("exit code %d, want %d", code, 130)
	}
	if !v.showed("finishing this page", "setting     Email preferences") {
		t.Errorf("it showed\n%s", strings.Join(v.screens, "\n----\n"))
	}
	if now := v.current(); !strings.HasPrefix(now, "finishing this page") || strings.Contains(now, "Email preferences") || !v.term.CursorVisible() {
		t.Errorf("at the end it shows\n%s", now)
	}
}
