package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// signIn is a sign-in at work.
type signIn struct {
	world   *world.World
	options loginOptions
	log     *slog.Logger
	store   session.Store
	// former is the session that is to be replaced, nil if there is none.
	former *session.Session
	prover world.Engine
	// granted is the token that the person's approval has made.
	granted *grant
}

func (l *signIn) say(text string) {
	if !l.options.output.Quiet {
		fmt.Fprintln(l.world.Terminal.Stderr, text)
	}
}

// clientID is what the new session calls itself at Plex.
func (l *signIn) clientID() string {
	if l.former == nil {
		return signin.ClientID("")
	}
	return signin.ClientID(l.former.ClientID)
}

// session gives a session that signs in on both of Plex's sites.
func (l *signIn) session(ctx context.Context) (*session.Session, error) {
	switch l.options.way {
	case byWindow:
		s, err := l.window(ctx)
		if err != nil {
			return nil, err
		}
		if err := l.prove(ctx, s); err != nil {
			return nil, fmt.Errorf("prove the session: %w", err)
		}
		return s, nil
	case byLink:
		return l.fromToken(ctx, l.granted.token, l.granted.clientID)
	}
	token, err := readToken(ctx, l.world)
	if err != nil {
		return nil, err
	}
	return l.fromToken(ctx, token, l.clientID())
}

func (l *signIn) fromToken(ctx context.Context, token, clientID string) (*session.Session, error) {
	e, err := l.engine(ctx)
	if err != nil {
		return nil, err
	}
	s, err := e.SignInToken(ctx, token, clientID)
	var site *signin.SiteError
	if errors.As(err, &site) {
		// The sites have not always taken a session that was made from a token.
		return nil, exit.WithHint(err, "where there is a display, sign in at the site itself: "+exit.LoginLine(l.options.profile)+" --window")
	}
	if err != nil {
		return nil, err
	}
	l.world.Terminal.Secrets.Hide(s.Secrets()...)
	return s, nil
}

// window lets the person sign in, in a browser that ends with it.
func (l *signIn) window(ctx context.Context) (*session.Session, error) {
	o := l.world.BrowserOptions(l.options.browser.Path, true, l.log)
	o.OpenNet = true
	e, err := l.start(ctx, o)
	if err != nil {
		return nil, err
	}
	defer world.CloseEngine(ctx, e, l.log)
	s, err := e.SignInWindow(ctx, l.say)
	if err != nil {
		return nil, err
	}
	l.world.Terminal.Secrets.Hide(s.Secrets()...)
	return s, nil
}

func (l *signIn) prove(ctx context.Context, s *session.Session) error {
	e, err := l.engine(ctx)
	if err != nil {
		return err
	}
	return e.Prove(ctx, s)
}

// keep stores a session that was proved, and proves what is stored. If that
// fails the former session is put back.
func (l *signIn) keep(ctx context.Context, fresh *session.Session) error {
	if err := l.store.Save(ctx, l.options.profile, fresh); err != nil {
		return err
	}
	stored, err := l.store.Load(ctx, l.options.profile)
	if err == nil {
		err = l.prove(ctx, stored)
	}
	if err == nil {
		l.granted = nil // it is somebody's now
		return nil
	}
	err = fmt.Errorf("load the stored session back and sign in with it: %w", err)
	ctx = context.WithoutCancel(ctx)
	if l.former != nil {
		return errors.Join(err, l.store.Save(ctx, l.options.profile, l.former))
	}
	return errors.Join(err, l.store.Delete(ctx, l.options.profile))
}

// engine is the guarded browser that proves sessions; it cannot write.
func (l *signIn) engine(ctx context.Context) (world.Engine, error) {
	if l.prover != nil {
		return l.prover, nil
	}
	o := flows.BrowserOptions(l.world.BrowserOptions(l.options.browser.Path, false, l.log), true)
	var err error
	l.prover, err = l.start(ctx, o)
	return l.prover, err
}

func (l *signIn) start(ctx context.Context, o automation.Options) (world.Engine, error) {
	cat, err := l.world.Catalogue()
	if err != nil {
		return nil, err
	}
	return l.world.Engine(ctx, l.options.browser, world.EngineOptions{Browser: o, Catalogue: cat, Log: l.log, Patience: world.PoolPatience})
}

// close ends the browser, and what the person has approved in vain.
func (l *signIn) close(ctx context.Context) {
	if l.prover != nil {
		world.CloseEngine(ctx, l.prover, l.log)
	}
	if l.granted != nil {
		l.takeBack(ctx)
	}
}
