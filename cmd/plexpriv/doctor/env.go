package doctor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/plexapi"
)

// Env is what the checks share. What several checks need is found out once, by the first
// one that asks.
type Env struct {
	World   *world.World
	Browser world.BrowserChoice
	headed  bool
	log     *slog.Logger
	// Limit is the time limit of each check.
	Limit time.Duration

	store    session.Store
	storeErr error

	// These do their work when they are first called, and return the same after that.
	StartBrowser func() BrowserStart
	sessions     func() storedSessions
	hosts        map[string]func() hostAnswer
	// api opens the HTTP client for Plex that the checks share.
	api func() (world.API, error)
}

// BrowserStart is the result of starting the browser.
type BrowserStart struct {
	Path, Version string
	Err           error
}

// storedSessions are the sessions in the store. err is set if they cannot be listed.
type storedSessions struct {
	profiles []storedProfile
	err      error
}

type storedProfile struct {
	name    string
	session *session.Session
	err     error
}

// hostAnswer is what a host answered, and when.
type hostAnswer struct {
	plexapi.Answer
	at  time.Time
	err error
}

// NewEnv prepares the checks. If the passphrase of the session file has to be typed, it
// asks for it here, because the checks have a time limit.
func NewEnv(ctx context.Context, w *world.World, o terminal.Output, browser world.BrowserChoice, headed bool) *Env {
	env := &Env{World: w, Browser: browser, headed: headed, log: terminal.NewLogger(w.Terminal.Stderr, o), Limit: checkLimit, hosts: map[string]func() hostAnswer{}}
	var pass *world.Passphrase
	env.store, pass, env.storeErr = w.StoreAndPassphrase()
	if env.storeErr == nil && env.store.Name() == session.KindFile {
		if _, typed := pass.Source(); typed {
			_, _ = pass.Get(ctx) // remembered: the store gets the same answer later
		}
	}
	env.StartBrowser = sync.OnceValue(func() BrowserStart { return env.startBrowser(ctx) })
	env.sessions = sync.OnceValue(func() storedSessions { return env.loadSessions(ctx) })
	env.api = sync.OnceValues(func() (world.API, error) { return w.OpenAPI(env.log) })
	for _, host := range plexHosts {
		env.hosts[host] = sync.OnceValue(func() hostAnswer { return env.askHost(ctx, host) })
	}
	return env
}

// The limits of single steps are shorter than checkLimit, so that a check can report the
// cause and not only that it took too long.
const (
	startLimit = 10 * time.Second
	closeLimit = 1 * time.Second
	reachLimit = 8 * time.Second
)

func (env *Env) startBrowser(ctx context.Context) BrowserStart {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	e, err := env.World.Engine(ctx, env.Browser, world.EngineOptions{
		Browser: flows.BrowserOptions(env.World.BrowserOptions(env.Browser.Path, env.headed, env.log), true), Log: env.log,
	})
	if err != nil {
		return BrowserStart{Err: err}
	}
	path, version := e.Program()
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), closeLimit)
	defer done()
	if err := e.Close(ctx); err != nil {
		env.log.Warn("could not clean up after the browser", "error", err)
	}
	return BrowserStart{Path: path, Version: version}
}

func (env *Env) loadSessions(ctx context.Context) storedSessions {
	if env.storeErr != nil {
		return storedSessions{err: env.storeErr}
	}
	names, err := env.store.Profiles(ctx)
	if err != nil {
		return storedSessions{err: err}
	}
	var out storedSessions
	for _, name := range names {
		s, err := env.store.Load(ctx, name)
		if errors.Is(err, session.ErrNotFound) {
			continue // left by a login that was interrupted
		}
		if s != nil {
			env.World.Terminal.Secrets.Hide(s.Secrets()...)
		}
		out.profiles = append(out.profiles, storedProfile{name, s, err})
	}
	return out
}

func (env *Env) askHost(ctx context.Context, host string) hostAnswer {
	ctx, cancel := context.WithTimeoutCause(ctx, reachLimit, fmt.Errorf("no answer within %s", reachLimit))
	defer cancel()
	api, err := env.api()
	if err != nil {
		return hostAnswer{err: err}
	}
	answer, err := api.Reach(ctx, host)
	return hostAnswer{Answer: answer, at: env.World.Now(), err: err}
}
