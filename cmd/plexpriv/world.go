package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"github.com/adrg/xdg"
	"golang.org/x/term"

	"github.com/plexpriv/plexpriv/automation/session"
)

// world is all that the commands need from outside. What is slow, or may fail,
// is a function.
type world struct {
	getenv         func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer
	// Which of the three are terminals; width is that of the screen in
	// characters, 0 if standard output is not one.
	stdinTTY, stdoutTTY, stderrTTY bool
	width                          int
	// stderrWidth is the same for standard error.
	stderrWidth int
	// canvas is standard error for what draws on it, above keeps the two apart.
	canvas io.Writer
	above  *screen
	// readSecret reads a line from the terminal without showing it. It calls ask
	// once nothing is shown any more.
	readSecret func(ctx context.Context, ask func()) (string, error)

	goos    string
	machine func() machine
	uid     int
	now     func() time.Time
	home    string
	state   string // the directory for what is kept between runs
	// config is the directory for what the person writes.
	config string

	// program is the absolute path of plexpriv itself.
	program func() (string, error)

	openStore   func(session.Options) (session.Store, error)
	startEngine func(context.Context, engineOptions) (engine, error)
	openAPI     func(*slog.Logger) (plexAPI, error)
	// signals delivers the signals that ask us to end, until stop is called.
	signals func() (arriving <-chan os.Signal, stop func())

	secrets *redactor
	// help is what the command line says of itself, until it is told.
	help bytes.Buffer
}

func realWorld() *world {
	w := &world{
		getenv: os.Getenv, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		canvas:   os.Stderr,
		stdinTTY: isTerminal(os.Stdin), stdoutTTY: isTerminal(os.Stdout), stderrTTY: isTerminal(os.Stderr),
		goos: runtime.GOOS, machine: thisMachine, uid: os.Getuid(), now: time.Now,
		home: xdg.Home, state: filepath.Join(xdg.StateHome, "plexpriv"), config: filepath.Join(xdg.ConfigHome, "plexpriv"),
		program: os.Executable, openStore: session.Open, startEngine: startBrowser, signals: osSignals,
		readSecret: func(ctx context.Context, ask func()) (string, error) { return readHidden(ctx, os.Stdin, ask) },
	}
	if w.stdoutTTY {
		// A terminal that does not know its width is treated like none.
		w.width, _, _ = term.GetSize(int(os.Stdout.Fd()))
	}
	if w.stderrTTY {
		w.stderrWidth, _, _ = term.GetSize(int(os.Stderr.Fd()))
	}
	w.openAPI = w.connectAPI
	return w
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

func osSignals() (<-chan os.Signal, func()) {
	arriving := make(chan os.Signal, 4)
	signal.Notify(arriving, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	return arriving, func() { signal.Stop(arriving) }
}

// hideSecrets lets everything that is printed pass the redactor.
func (w *world) hideSecrets() {
	w.secrets = &redactor{}
	w.above = &screen{to: w.stderr}
	w.stdout, w.stderr = w.secrets.writer(w.stdout), w.secrets.writer(w.above)
}

// colours says whether standard output may be coloured.
func (w *world) colours() bool {
	return w.stdoutTTY && w.getenv("NO_COLOR") == "" && w.getenv("TERM") != "dumb"
}

// hasDisplay says whether a window can be shown.
func (w *world) hasDisplay() bool {
	switch w.goos {
	case "darwin", "windows":
		return true
	}
	return w.getenv("DISPLAY") != "" || w.getenv("WAYLAND_DISPLAY") != ""
}
