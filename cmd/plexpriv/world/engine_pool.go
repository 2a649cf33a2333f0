package world

import (
	"context"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/inspect"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/flows/survey"
	"github.com/plexpriv/plexpriv/selectors"
)

// poolEngine works in remote browsers. Each account gets a browser session of its own.
type poolEngine struct {
	options EngineOptions
	pool    *automation.Pool

	// mu guards first. It was connected to at the start, so that no run begins without
	// a browser, and is nil once it has been taken.
	mu            sync.Mutex
	first         *automation.Browser
	path, version string
}

// PoolPatience is how long to wait while all sessions of the remote browsers are taken.
const PoolPatience = 10 * time.Minute

// connectPool connects to one of the remote browsers, to make sure that there is one.
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

// take returns a browser that is free. One at the address not is the last choice.
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

// giveBack closes what plexpriv has opened in a browser, even if ctx is over.
func (e *poolEngine) giveBack(ctx context.Context, b *automation.Browser) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeLimit)
	defer cancel()
	if err := b.Close(ctx); err != nil {
		e.options.Log.Warn("clean up in the remote browser", "error", err)
	}
}

// Account works in a browser session of its own. If that is lost, it goes on in another.
func (e *poolEngine) Account(ctx context.Context, who flows.Subject, req flows.Request) (outcome.AccountReport, []automation.Cookie) {
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
func (e *poolEngine) SignInToken(ctx context.Context, token, clientID string) (p signin.Proof, err error) {
	err = e.with(ctx, func(one *singleEngine) error { p, err = one.SignInToken(ctx, token, clientID); return err })
	return p, err
}

// Prove proves that a session works.
func (e *poolEngine) Prove(ctx context.Context, s *session.Session) (p signin.Proof, err error) {
	err = e.with(ctx, func(one *singleEngine) error { p, err = one.Prove(ctx, s); return err })
	return p, err
}

// Confirm says whether a stored session still signs in.
func (e *poolEngine) Confirm(ctx context.Context, stored *session.Session, proved signin.Proof) (p signin.Proof, err error) {
	err = e.with(ctx, func(one *singleEngine) error { p, err = one.Confirm(ctx, stored, proved); return err })
	return p, err
}

// Inspect looks at one page.
func (e *poolEngine) Inspect(ctx context.Context, s *session.Session, page *selectors.Page, level string, now time.Time) (saved *inspect.SavedPage, err error) {
	err = e.with(ctx, func(one *singleEngine) error { saved, err = one.Inspect(ctx, s, page, level, now); return err })
	return saved, err
}

// Survey asks each of Plex's sites whom it takes us for.
func (e *poolEngine) Survey(ctx context.Context, s *session.Session) (out *survey.Survey, err error) {
	err = e.with(ctx, func(one *singleEngine) error { out, err = one.Survey(ctx, s); return err })
	return out, err
}

// SignInWindow fails, because nobody sees the window of a remote browser.
func (e *poolEngine) SignInWindow(context.Context, func(string)) (*session.Session, error) {
	return nil, exit.Usagef("nobody sees the window of a remote browser").Hinting("plexpriv login --link")
}

// with does something in a browser session of its own.
func (e *poolEngine) with(ctx context.Context, do func(*singleEngine) error) error {
	b, err := e.take(ctx, "")
	if err != nil {
		return err
	}
	defer e.giveBack(ctx, b)
	return do(newSingleEngine(b, e.options))
}

// Program is the host of the first browser, and the version of that browser.
func (e *poolEngine) Program() (path, version string) { return e.path, e.version }

// Close closes the first browser, unless it was taken.
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
