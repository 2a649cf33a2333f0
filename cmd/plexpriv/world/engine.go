package world

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/inspect"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/selectors"
)

// Engine is a started browser and what can be done with it. *realEngine is one;
// the tests bring their own.
type Engine interface {
	Account(ctx context.Context, who flows.Subject, req flows.Request) outcome.AccountReport
	SignInToken(ctx context.Context, token, clientID string) (*session.Session, error)
	SignInWindow(ctx context.Context, say func(string)) (*session.Session, error)
	Prove(ctx context.Context, s *session.Session) error
	Inspect(ctx context.Context, s *session.Session, page *selectors.Page, level string, now time.Time) (*inspect.SavedPage, error)
	// Program is the browser's file and its own name and version.
	Program() (path, version string)
	Close(ctx context.Context) error
}

// EngineOptions say what to start.
type EngineOptions struct {
	Browser   automation.Options
	Catalogue *selectors.Catalogue
	Log       *slog.Logger
	Observer  flows.Observer
	Known     flows.Known
	// OneByOne acts on one page at a time.
	OneByOne bool
	// Endpoints are the remote browsers to use in place of one that is started here,
	// and patience is how long to wait where all their sessions are taken.
	Endpoints []automation.Endpoint
	Patience  time.Duration
}

// runner is what works on accounts, but for its browser.
func (o EngineOptions) runner() *flows.Runner {
	return &flows.Runner{
		Catalogue: o.Catalogue, Pace: page.DefaultPace,
		Log: o.Log, Observer: o.Observer, Known: o.Known, OneByOne: o.OneByOne,
	}
}

// realEngine is a browser of our own, or one session of a remote one.
type realEngine struct {
	browser   *automation.Browser
	runner    *flows.Runner
	auth      *signin.Authenticator
	inspector *inspect.Inspector
}

// Account works on one account.
func (e *realEngine) Account(ctx context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
	return e.runner.Account(ctx, who, req)
}

// SignInToken makes a session from a token.
func (e *realEngine) SignInToken(ctx context.Context, token, clientID string) (*session.Session, error) {
	return e.auth.SignInToken(ctx, token, clientID)
}

// SignInWindow waits for the person to sign in.
func (e *realEngine) SignInWindow(ctx context.Context, say func(string)) (*session.Session, error) {
	return e.auth.SignInWindow(ctx, say)
}

// Prove proves a session.
func (e *realEngine) Prove(ctx context.Context, s *session.Session) error {
	return e.auth.Prove(ctx, s)
}

// Inspect looks at one page.
func (e *realEngine) Inspect(ctx context.Context, s *session.Session, page *selectors.Page, level string, now time.Time) (*inspect.SavedPage, error) {
	return e.inspector.Inspect(ctx, s, page, level, now)
}

// startLimit is for a cold start from a slow disk.
const startLimit = 45 * time.Second

func startBrowser(ctx context.Context, o EngineOptions) (Engine, error) {
	if len(o.Endpoints) > 0 {
		return connectPool(ctx, o)
	}
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	b, err := automation.Launch(ctx, o.Browser)
	if err != nil {
		return nil, err
	}
	o.Log.Debug("browser started", "path", b.Path(), "version", b.Version())
	return newRealEngine(b, o), nil
}

func newRealEngine(b *automation.Browser, o EngineOptions) *realEngine {
	real := page.Real{Browser: b}
	e := &realEngine{
		browser: b, runner: o.runner(),
		auth:      &signin.Authenticator{Catalogue: o.Catalogue, Browser: real, Pace: page.DefaultPace, Log: o.Log},
		inspector: &inspect.Inspector{Catalogue: o.Catalogue, Browser: real, Pace: page.DefaultPace, Log: o.Log},
	}
	e.runner.Browser = real
	return e
}

// Program is what was started.
func (e *realEngine) Program() (path, version string) { return e.browser.Path(), e.browser.Version() }

// Close ends the browser and removes what it wrote.
func (e *realEngine) Close(ctx context.Context) error { return e.browser.Close(ctx) }

// Engine starts the browser that was chosen, or connects to it.
func (w *World) Engine(ctx context.Context, b BrowserChoice, o EngineOptions) (Engine, error) {
	if b.Remote() {
		roots, err := w.Roots()
		if err != nil {
			return nil, err
		}
		o.Browser.Roots, o.Endpoints = roots, b.Endpoints
		b.tell(o.Log)
	}
	return w.StartEngine(ctx, o)
}

// closeLimit bounds the clean-up, which goes on even when the command was
// interrupted.
const closeLimit = 15 * time.Second

// Shut ends a browser, in time of its own: the run may have been interrupted.
func (w *World) Shut(ctx context.Context, e Engine, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeLimit)
	defer cancel()
	if err := e.Close(ctx); err != nil {
		log.Warn("clean up after the browser", "error", err)
	}
}

// BrowserOptions are those of a browser that is started here, as far as they do
// not depend on the command.
func (w *World) BrowserOptions(path string, headed bool, log *slog.Logger) automation.Options {
	roots := w.runRoots()
	return automation.Options{
		BrowserPath: path, Headed: headed, Home: w.Home, RunRoot: roots[0], SweepRoots: roots[1:], Proxy: w.Proxy(),
		NoSandbox: w.Terminal.Getenv(exit.EnvNoSandbox) == "1", Logger: log,
	}
}

// runRoots are the places for the browser's run directory, best first: the
// person's runtime directory, which is in memory and nobody else's, or a private
// directory of ours among the temporary files. A run makes it in the first, and
// looks into all for what a killed one left. The state directory would not do:
// browsers make sockets there, whose paths have room for about a hundred bytes.
func (w *World) runRoots() []string {
	if w.Terminal.GOOS == "windows" {
		return []string{filepath.Join(os.TempDir(), "plexpriv")}
	}
	const longest = 24 // macOS: /var/folders/… is too long
	temp := w.Terminal.Getenv("TMPDIR")
	if temp == "" || len(temp) > longest {
		temp = "/tmp"
	}
	roots := []string{filepath.Join(temp, "plexpriv-"+strconv.Itoa(w.UID))}
	if dir := w.Terminal.Getenv("XDG_RUNTIME_DIR"); dir != "" {
		if fi, err := os.Stat(dir); err == nil && fi.IsDir() {
			roots = slices.Insert(roots, 0, dir)
		}
	}
	// What a desktop calls XDG_RUNTIME_DIR; cron does not say it.
	return append(roots, filepath.Join("/run/user", strconv.Itoa(w.UID)))
}
