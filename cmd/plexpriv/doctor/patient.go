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

// Patient is the machine that is looked at. What several checks need is found
// out once, by the first that asks.
type Patient struct {
	World   *world.World
	Browser world.BrowserChoice
	headed  bool
	log     *slog.Logger
	Limit   time.Duration

	store    session.Store
	storeErr error

	Start    func() Started
	sessions func() stored
	hosts    map[string]func() reached
	api      opened
}

// Started is what became of a browser.
type Started struct {
	Path, Version string
	Err           error
}

// stored are the sessions that can be read, and what is wrong with the others.
type stored struct {
	profiles []storedProfile
	err      error
}

type storedProfile struct {
	name    string
	session *session.Session
	err     error
}

// opened is the client that all checks share.
type opened func() (world.API, error)

// reached is what a host answered, and when.
type reached struct {
	plexapi.Answer
	at  time.Time
	err error
}

// NewPatient asks for the passphrase, where a person has to type it: the checks
// have no time to wait for that.
func NewPatient(ctx context.Context, w *world.World, o terminal.Output, browser world.BrowserChoice, headed bool) *Patient {
	p := &Patient{World: w, Browser: browser, headed: headed, log: terminal.NewLogger(w.Terminal.Stderr, o), Limit: checkLimit, hosts: map[string]func() reached{}}
	var pass *world.Passphrase
	p.store, pass, p.storeErr = w.StoreAndPassphrase()
	if p.storeErr == nil && p.store.Name() == session.KindFile {
		if _, typed := pass.Source(); typed {
			_, _ = pass.Get(ctx) // the store asks again and gets the same answer
		}
	}
	p.Start = sync.OnceValue(func() Started { return p.startBrowser(ctx) })
	p.sessions = sync.OnceValue(func() stored { return p.loadSessions(ctx) })
	p.api = sync.OnceValues(func() (world.API, error) { return w.OpenAPI(p.log) })
	for _, host := range plexHosts {
		p.hosts[host] = sync.OnceValue(func() reached { return p.reach(ctx, host) })
	}
	return p
}

// The limits of what is found out once. They are shorter than that of a check,
// so that the cause is told and not only that nothing came.
const (
	tryStart = 10 * time.Second
	tryClose = 1 * time.Second
	tryReach = 8 * time.Second
)

func (p *Patient) startBrowser(ctx context.Context) Started {
	ctx, cancel := context.WithTimeout(ctx, tryStart)
	defer cancel()
	e, err := p.World.Engine(ctx, p.Browser, world.EngineOptions{
		Browser: flows.BrowserOptions(p.World.BrowserOptions(p.Browser.Path, p.headed, p.log), true), Log: p.log,
	})
	if err != nil {
		return Started{Err: err}
	}
	path, version := e.Program()
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), tryClose)
	defer done()
	if err := e.Close(ctx); err != nil {
		p.log.Warn("clean up after the browser", "error", err)
	}
	return Started{Path: path, Version: version}
}

func (p *Patient) loadSessions(ctx context.Context) stored {
	if p.storeErr != nil {
		return stored{err: p.storeErr}
	}
	names, err := p.store.Profiles(ctx)
	if err != nil {
		return stored{err: err}
	}
	var out stored
	for _, name := range names {
		s, err := p.store.Load(ctx, name)
		if errors.Is(err, session.ErrNotFound) {
			continue // the remains of a sign-in that was cut off
		}
		if s != nil {
			p.World.Terminal.Secrets.Hide(s.Secrets()...)
		}
		out.profiles = append(out.profiles, storedProfile{name, s, err})
	}
	return out
}

func (p *Patient) reach(ctx context.Context, host string) reached {
	ctx, cancel := context.WithTimeoutCause(ctx, tryReach, fmt.Errorf("no answer within %s", tryReach))
	defer cancel()
	api, err := p.api()
	if err != nil {
		return reached{err: err}
	}
	answer, err := api.Reach(ctx, host)
	return reached{Answer: answer, at: p.World.Now(), err: err}
}
