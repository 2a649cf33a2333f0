package main

import (
	"bytes"
	"context"
	"io"
	"os"
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

// television is a terminal that remembers what it has shown.
type television struct {
	mu    sync.Mutex
	term  vt10x.Terminal
	bytes bytes.Buffer
	seen  []string
}

func newTelevision(columns, lines int) *television {
	return &television{term: vt10x.New(vt10x.WithSize(columns, lines))}
}

// Write shows what a program prints; a terminal begins new lines at their start.
func (v *television) Write(p []byte) (int, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.bytes.Write(p)
	_, _ = v.term.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n")))
	v.seen = append(v.seen, v.now())
	return len(p), nil
}

func (v *television) now() string {
	var lines []string
	for _, line := range strings.Split(v.term.String(), "\n") {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// showed says whether all of these stood on the screen at the same time.
func (v *television) showed(texts ...string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.ContainsFunc(v.seen, func(picture string) bool {
		return !slices.ContainsFunc(texts, func(text string) bool { return !strings.Contains(picture, text) })
	})
}

// onTelevision is a stage whose standard error is shown.
func onTelevision(t *testing.T, columns, lines int) (*stage, *television) {
	t.Helper()
	s, v := newStage(t), newTelevision(columns, lines)
	s.Terminal.Stderr = terminal.Screen{To: v, TTY: true, Width: columns}
	s.env["TERM"], s.env["LANG"] = "xterm-256color", "C.UTF-8"
	s.store.kept["default"] = aSession("alice")
	return s, v
}

// aPicture is longer than the drawing takes between two pictures.
const aPicture = 150 * time.Millisecond

func TestProgressIsDrawnAndGone(t *testing.T) {
	s, v := onTelevision(t, 60, 24)
	s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
		o := s.engine.options.Observer
		o.Step(who.Profile, "privacy", flows.StepReading)
		o.Step(who.Profile, "email", flows.StepReading)
		time.Sleep(aPicture)
		s.engine.options.Log.Warn("something to know")
		o.Step(who.Profile, "email", flows.StepRead)
		time.Sleep(aPicture)
		return accountReport(who, outcome.Already)
	}
	if code := s.run("check"); code != 0 {
		t.Fatalf("exit code %d: %s", code, v.bytes.String())
	}
	if !v.showed("reading     Email Preferences", "reading     Privacy preferences") || !v.showed("✓ read        Email Preferences", "reading     Privacy preferences") {
		t.Errorf("it showed\n%s", strings.Join(v.seen, "\n----\n"))
	}
	if now := v.now(); !strings.Contains(now, "something to know") || strings.Contains(now, "references") || strings.Count(now, "\n") > 0 {
		t.Errorf("at the end it shows\n%s", now)
	}
	if !v.term.CursorVisible() {
		t.Error("the cursor is hidden")
	}
	if at := v.term.Cursor(); at.X != 0 || at.Y != 1 {
		t.Errorf("the cursor is at %d, %d", at.X, at.Y)
	}
}

// A run may end before anything was drawn.
func TestProgressThatEndsAtOnce(t *testing.T) {
	for range 20 {
		s, v := onTelevision(t, 60, 24)
		s.launchErr = io.ErrUnexpectedEOF
		s.run("check")
		if now := v.now(); strings.Contains(now, "starting") || !strings.Contains(now, "unexpected EOF") {
			t.Fatalf("at the end it shows\n%s", now)
		}
	}
}

func TestProgressWithoutPictures(t *testing.T) {
	for name, set := range map[string]func(*stage){
		"dumb":          func(s *stage) { s.env["TERM"] = "dumb" },
		"screen reader": func(s *stage) { s.env[terminal.EnvAccessible] = "1" },
		"no width":      func(s *stage) { s.Terminal.Stderr.Width = 0 },
	} {
		s, v := onTelevision(t, 60, 24)
		set(s)
		s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
			s.engine.options.Observer.Step(who.Profile, "email", flows.StepReading)
			s.engine.options.Observer.Step(who.Profile, "email", flows.StepRead)
			return accountReport(who, outcome.Already)
		}
		s.run("check")
		if got, want := v.bytes.String(), "Email Preferences: reading …\n"; got != want {
			t.Errorf("%s: printed %q, want %q", name, got, want)
		}
	}
}

func TestProgressIsQuiet(t *testing.T) {
	for _, flag := range []string{"--quiet", "--verbose", ""} {
		s, v := onTelevision(t, 60, 24)
		s.Terminal.Stderr.TTY = flag != ""
		s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
			if s.engine.options.Observer != nil {
				t.Errorf("%q: progress is told", flag)
			}
			return accountReport(who, outcome.Already)
		}
		s.run(slices.DeleteFunc([]string{"check", flag}, func(a string) bool { return a == "" })...)
		if strings.Contains(v.bytes.String(), "\x1b") {
			t.Errorf("%q: printed %q", flag, v.bytes.String())
		}
	}
}

// What is said after a Ctrl-C stays, and the picture goes.
func TestProgressIsInterrupted(t *testing.T) {
	s, v := onTelevision(t, 60, 24)
	s.engine.report = func(_ context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
		s.engine.options.Observer.Step(who.Profile, "email", flows.StepSetting)
		time.Sleep(aPicture)
		s.signal <- os.Interrupt
		<-req.Stop
		time.Sleep(aPicture)
		report := accountReport(who, outcome.Verified)
		report.Cause = outcome.ErrInterrupted
		return report
	}
	if code := s.run("apply"); code != 130 {
		t.Errorf("exit code %d", code)
	}
	if !v.showed("finishing the page in work", "setting     Email Preferences") {
		t.Errorf("it showed\n%s", strings.Join(v.seen, "\n----\n"))
	}
	if now := v.now(); !strings.HasPrefix(now, "finishing the page in work") || strings.Contains(now, "Email Preferences") || !v.term.CursorVisible() {
		t.Errorf("at the end it shows\n%s", now)
	}
}
