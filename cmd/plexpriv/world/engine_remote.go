package world

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/inspect"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/selectors"
)

// poolEngine works in browsers of a pool: a session of its own for each account.
type poolEngine struct {
	options EngineOptions
	pool    *automation.Pool

	// first was connected to at the start, so that a run begins only if there is a
	// browser, and is nil once somebody has it.
	mu            sync.Mutex
	first         *automation.Browser
	path, version string
}

// PoolPatience is how long to wait for a session of a pool that has none free.
const PoolPatience = 10 * time.Minute

// connectPool makes sure that there is a browser before anything is begun.
func connectPool(ctx context.Context, o EngineOptions) (Engine, error) {
	e := &poolEngine{options: o, pool: automation.NewPool(o.Endpoints)}
	e.pool.Patience, e.pool.Log = o.Patience, o.Log
	b, err := e.pool.Connect(ctx, o.Browser, "")
	if err != nil {
		return nil, err
	}
	e.first, e.path, e.version = b, b.Path(), b.Version()
	o.Log.Debug("browser connected", "at", e.path, "version", e.version)
	return e, nil
}

// take gives a browser of the pool; one that is at not is the last choice.
func (e *poolEngine) take(ctx context.Context, not string) (*automation.Browser, error) {
	e.mu.Lock()
	b := e.first
	e.first = nil
	e.mu.Unlock()
	if b != nil && b.Lost() {
		e.giveBack(ctx, b)
		b = nil
	}
	if b != nil {
		return b, nil
	}
	return e.pool.Connect(ctx, e.options.Browser, not)
}

// giveBack closes what is ours in a browser, also when ctx is over.
func (e *poolEngine) giveBack(ctx context.Context, b *automation.Browser) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeLimit)
	defer cancel()
	if err := b.Close(ctx); err != nil {
		e.options.Log.Warn("clean up in the remote browser", "error", err)
	}
}

// Account works in a session of its own, and in another one if that is lost.
func (e *poolEngine) Account(ctx context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
	at := map[*flows.Lent]string{nil: ""}
	return e.options.runner().LentAccount(ctx, who, req, func(ctx context.Context, lost *flows.Lent) (*flows.Lent, error) {
		b, err := e.take(ctx, at[lost])
		if err != nil {
			return nil, err
		}
		lent := &flows.Lent{Browser: page.Real{Browser: b}, Lost: b.Lost, Return: func() { e.giveBack(ctx, b) }}
		at[lent] = b.Path()
		return lent, nil
	})
}

// SignInToken makes a session from a token.
func (e *poolEngine) SignInToken(ctx context.Context, token, clientID string) (s *session.Session, err error) {
	err = e.with(ctx, func(one *realEngine) error { s, err = one.SignInToken(ctx, token, clientID); return err })
	return s, err
}

// Prove proves a session.
func (e *poolEngine) Prove(ctx context.Context, s *session.Session) error {
	return e.with(ctx, func(one *realEngine) error { return one.Prove(ctx, s) })
}

// Inspect looks at one page.
func (e *poolEngine) Inspect(ctx context.Context, s *session.Session, page *selectors.Page, level string, now time.Time) (saved *inspect.SavedPage, err error) {
	err = e.with(ctx, func(one *realEngine) error { saved, err = one.Inspect(ctx, s, page, level, now); return err })
	return saved, err
}

// SignInWindow is not for a browser whose window nobody sees.
func (e *poolEngine) SignInWindow(context.Context, func(string)) (*session.Session, error) {
	return nil, exit.Usagef("nobody sees the window of a remote browser").Hinting("plexpriv login --link")
}

// with does something in a session of its own.
func (e *poolEngine) with(ctx context.Context, do func(*realEngine) error) error {
	b, err := e.take(ctx, "")
	if err != nil {
		return err
	}
	defer e.giveBack(ctx, b)
	return do(newRealEngine(b, e.options))
}

// Program is the host of the first browser, and its version.
func (e *poolEngine) Program() (path, version string) { return e.path, e.version }

// Close lets go of a browser that nobody has taken.
func (e *poolEngine) Close(ctx context.Context) error {
	e.mu.Lock()
	b := e.first
	e.first = nil
	e.mu.Unlock()
	if b == nil {
		return nil
	}
	return b.Close(ctx)
}

// BrowserChoice is the browser to start, or the remote ones to use in its place.
type BrowserChoice struct {
	Path string
	// Endpoints are there only where remote browsers are to be used.
	Endpoints []automation.Endpoint
	// Typed says that they stood on the command line.
	Typed bool
}

// Remote says whether remote browsers are to be used.
func (b BrowserChoice) Remote() bool { return len(b.Endpoints) > 0 }

// tell says, once for a command, what cannot be promised of a browser that is not
// ours.
func (b BrowserChoice) tell(log *slog.Logger) {
	var hosts []string
	for _, e := range b.Endpoints {
		if !slices.Contains(hosts, e.String()) {
			hosts = append(hosts, e.String())
		}
	}
	log.Warn("whoever runs a remote browser can see the session and use it, and how it reaches the network is theirs to say (plexpriv help safety)",
		"at", strings.Join(hosts, " "))
	if b.Typed && slices.ContainsFunc(b.Endpoints, automation.Endpoint.Secretive) {
		log.Warn("others on this machine can see the arguments of a process, and the address holds what may be a token: it belongs into " + exit.EnvBrowserURL)
	}
}
