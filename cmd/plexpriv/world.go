package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/adrg/xdg"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
)

// world is all that the commands need from outside: the person at the terminal,
// and the machine. What is slow, or may fail, is a function.
type world struct {
	terminal.Terminal

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
}

func realWorld() *world {
	w := &world{
		Terminal: terminal.Real(), machine: thisMachine, uid: os.Getuid(), now: time.Now,
		home: xdg.Home, state: filepath.Join(xdg.StateHome, "plexpriv"), config: filepath.Join(xdg.ConfigHome, "plexpriv"),
		program: os.Executable, openStore: session.Open, startEngine: startBrowser, signals: osSignals,
	}
	w.openAPI = w.connectAPI
	return w
}

func osSignals() (<-chan os.Signal, func()) {
	arriving := make(chan os.Signal, 4)
	signal.Notify(arriving, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	return arriving, func() { signal.Stop(arriving) }
}

// hasDisplay says whether a window can be shown.
func (w *world) hasDisplay() bool {
	switch w.GOOS {
	case "darwin", "windows":
		return true
	}
	return w.Getenv("DISPLAY") != "" || w.Getenv("WAYLAND_DISPLAY") != ""
}
