package world

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

// World is all that the commands need from outside: the person at the terminal,
// and the machine. What is slow, or may fail, is a function.
type World struct {
	Terminal terminal.Terminal

	Machine func() Machine
	UID     int
	Now     func() time.Time
	Home    string
	State   string // the directory for what is kept between runs
	// Config is the directory for what the person writes.
	Config string

	// Program is the absolute path of plexpriv itself.
	Program func() (string, error)

	OpenStore   func(session.Options) (session.Store, error)
	StartEngine func(context.Context, EngineOptions) (Engine, error)
	OpenAPI     func(*slog.Logger) (API, error)
	// Signals delivers the signals that ask us to end, until stop is called.
	Signals func() (arriving <-chan os.Signal, stop func())
}

// Real is the world of this process.
func Real() *World {
	w := &World{
		Terminal: terminal.Real(), Machine: thisMachine, UID: os.Getuid(), Now: time.Now,
		Home: xdg.Home, State: filepath.Join(xdg.StateHome, "plexpriv"), Config: filepath.Join(xdg.ConfigHome, "plexpriv"),
		Program: os.Executable, OpenStore: session.Open, StartEngine: startBrowser, Signals: osSignals,
	}
	w.OpenAPI = func(log *slog.Logger) (API, error) { return connectAPI(w, log) }
	return w
}

func osSignals() (<-chan os.Signal, func()) {
	arriving := make(chan os.Signal, 4)
	signal.Notify(arriving, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	return arriving, func() { signal.Stop(arriving) }
}

// HasDisplay says whether a window can be shown.
func (w *World) HasDisplay() bool {
	switch w.Terminal.GOOS {
	case "darwin", "windows":
		return true
	}
	return w.Terminal.Getenv("DISPLAY") != "" || w.Terminal.Getenv("WAYLAND_DISPLAY") != ""
}
