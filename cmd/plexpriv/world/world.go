package world

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/adrg/xdg"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/opener"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows/direct"
	"github.com/plexpriv/plexpriv/selectors"
)

// World is all that the commands need from outside: the person at the terminal, and
// the machine. What is slow or may fail is a function, so that tests can replace it.
type World struct {
	Terminal terminal.Terminal

	Machine func() Machine
	UID     int
	Now     func() time.Time
	Directories

	// Build says what this program was made from.
	Build Build
	// Program returns the absolute path of plexpriv itself.
	Program func() (string, error)

	// Passphrase is that of the session file, for a command that opens the store more than
	// once. Nil finds it out each time.
	Passphrase *Passphrase

	OpenStore   func(session.Options) (session.Store, error)
	StartEngine func(context.Context, EngineOptions) (Engine, error)
	OpenAPI     func(*slog.Logger) (API, error)
	// OpenAccess opens the ways to what is read and, unless readOnly, set over HTTP.
	OpenAccess func(log *slog.Logger, readOnly bool) (*direct.Access, error)
	// OpenAddress opens an address in the person's own browser.
	OpenAddress func(ctx context.Context, address string) error
	Signals     Signals

	// choices is nil until the configuration was read.
	choices *choices
}

// Directories are where files are read and kept.
type Directories struct {
	Home string
	// State is the directory for what is kept between runs.
	State string
	// Config is the directory for what the person writes.
	Config string
}

// Real is the world of this process.
func Real() *World {
	t := terminal.Real()
	return &World{
		Terminal: t, Machine: thisMachine, UID: os.Getuid(), Now: time.Now,
		Directories: Directories{Home: xdg.Home, State: filepath.Join(xdg.StateHome, "plexpriv"), Config: filepath.Join(xdg.ConfigHome, "plexpriv")},
		Program:     os.Executable, OpenStore: session.Open, StartEngine: startBrowser, Signals: osSignals,
		OpenAddress: opener.Real(t.GOOS).Open,
		OpenAPI:     func(log *slog.Logger) (API, error) { return connectAPI(t.Getenv, log) },
		OpenAccess: func(log *slog.Logger, readOnly bool) (*direct.Access, error) {
			return openAccess(t.Getenv, log, readOnly)
		},
	}
}

// Interruptible returns a context that ends with ErrInterrupted when the person or the
// system wants the command to end. If stop is not nil, the first Ctrl-C only closes
// it, so that the page in work can be finished.
func (w *World) Interruptible(ctx context.Context, stop chan struct{}) (_ context.Context, end func()) {
	return w.Signals.interrupt(ctx, stop, func() {
		if !w.Terminal.Asking() { // then there is nothing to finish
			fmt.Fprintln(w.Terminal.Stderr, Locale(w).Say("ui.finishing"))
		}
	})
}

// Catalogue is what is known of Plex's pages: the built-in catalogue, in which the
// person's own pages, if there are any, replace those of the same name.
func (w *World) Catalogue() (*selectors.Catalogue, error) { return w.ownPages().catalogue() }

// OwnPages is the directory with the person's own pages, empty if there are none.
func (w *World) OwnPages() (dir string, err error) { return w.ownPages().find() }

func (w *World) ownPages() ownPages {
	o := ownPages{dir: w.Terminal.Getenv(exit.EnvCatalogue), named: true, home: w.Home, uid: w.UID}
	if o.dir == "" {
		o.dir, o.named = filepath.Join(w.Config, "catalogue"), false
	}
	return o
}

// HasDisplay reports whether a window can be shown.
func (w *World) HasDisplay() bool {
	switch w.Terminal.GOOS {
	case "darwin", "windows":
		return true
	}
	return w.Terminal.Getenv("DISPLAY") != "" || w.Terminal.Getenv("WAYLAND_DISPLAY") != ""
}
