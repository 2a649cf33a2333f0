package world

import (
	"context"
	"log/slog"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/direct"
	"github.com/plexpriv/plexpriv/flows/inspect"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/flows/survey"
	"github.com/plexpriv/plexpriv/selectors"
)

// Engine is a started browser and what can be done with it. *singleEngine and
// *poolEngine are engines; the tests bring their own.
type Engine interface {
	// Account does what is asked for one account. It returns its cookies beside the
	// report, because a session is kept and a report is shown.
	Account(ctx context.Context, who flows.Subject, req flows.Request) (outcome.AccountReport, []automation.Cookie)
	SignInToken(ctx context.Context, token, clientID string) (signin.Proof, error)
	SignInWindow(ctx context.Context, say func(string)) (*session.Session, error)
	Prove(ctx context.Context, s *session.Session) (signin.Proof, error)
	// Confirm says whether a session that was stored after it was proved still signs in.
	Confirm(ctx context.Context, stored *session.Session, proved signin.Proof) (signin.Proof, error)
	Inspect(ctx context.Context, s *session.Session, page *selectors.Page, level string, now time.Time) (*inspect.SavedPage, error)
	// Survey asks each of Plex's sites whom it takes us for, with a session or with none.
	Survey(ctx context.Context, s *session.Session) (*survey.Survey, error)
	// Program is the file of the browser, and the version that it reports.
	Program() (path, version string)
	Close(ctx context.Context) error
}

// EngineOptions say what to start.
type EngineOptions struct {
	Browser   automation.Options
	Catalogue *selectors.Catalogue
	Log       *slog.Logger
	Observer  flows.Observer
	Known     *record.UnknownControls
	// Access leads to what is reached over HTTP; nil if none of it was asked for.
	Access *direct.Access
	// OneByOne is whether to act on one page at a time.
	OneByOne bool
	// Endpoints are the remote browsers to use instead of a local one. Patience is how
	// long to wait while all their sessions are taken.
	Endpoints []automation.Endpoint
	Patience  time.Duration
}

// runner works on accounts; it still needs a browser.
func (o EngineOptions) runner() *flows.Runner {
	return &flows.Runner{
		Catalogue: o.Catalogue, Pace: page.DefaultPace,
		Log: o.Log, Observer: o.Observer, Known: o.Known, OneByOne: o.OneByOne, Access: o.Access,
	}
}

// Engine starts the browser that was chosen, or connects to it.
func (w *World) Engine(ctx context.Context, b BrowserChoice, o EngineOptions) (Engine, error) {
	if err := CheckProxy(w.Terminal.Getenv); err != nil {
		return nil, err
	}
	if b.Remote() {
		roots, err := Roots(w.Terminal.Getenv)
		if err != nil {
			return nil, err
		}
		o.Browser.Roots, o.Endpoints = roots, b.Endpoints
		b.warn(o.Log)
	}
	return w.StartEngine(ctx, o)
}

// startLimit is enough for a cold start from a slow disk.
const startLimit = 45 * time.Second

// startBrowser starts a local browser, or connects to remote ones.
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
	return newSingleEngine(b, o), nil
}

// BrowserOptions are the options of a local browser that are the same for every
// command.
func (w *World) BrowserOptions(path string, headed bool, log *slog.Logger) automation.Options {
	getenv := w.Terminal.Getenv
	roots := usableRunRoots(runRoots(w.Terminal.GOOS, getenv, w.UID))
	return automation.Options{
		BrowserPath: path, Headed: headed, Home: w.Home, RunRoot: roots[0], SweepRoots: roots[1:], Proxy: Proxy(getenv),
		NoSandbox: getenv(exit.EnvNoSandbox) == "1", Logger: log,
	}
}

// closeLimit is how long a browser gets to clean up.
const closeLimit = 15 * time.Second

// CloseEngine closes a browser. It does so even if ctx is over because the command was
// interrupted.
func CloseEngine(ctx context.Context, e Worker, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeLimit)
	defer cancel()
	if err := e.Close(ctx); err != nil {
		log.Warn("could not clean up after the browser", "error", err)
	}
}
