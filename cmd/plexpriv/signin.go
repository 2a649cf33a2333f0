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

// signIn is a login in progress.
type signIn struct {
	world   *world.World
	options loginOptions
	log     *slog.Logger
	store   session.Store
	// former is the session that will be replaced, or nil.
	former *session.Session
	// prover is the browser that proves sessions, or nil if it was not started yet.
	prover world.Engine
	// granted is the token from a link, until a session made from it is stored.
	granted *grant
}

func (l *signIn) say(text string) {
	if !l.options.output.Quiet {
		fmt.Fprintln(l.world.Terminal.Stderr, l.world.Terminal.Stderr.Wrap(text, "  "))
	}
}

// clientID is the client identifier of the new session. It stays the same when a
// profile signs in again, so that Plex lists one device.
func (l *signIn) clientID() string {
	if l.former == nil {
		return signin.ClientID("")
	}
	return signin.ClientID(l.former.ClientID)
}

// newSession signs in and proves that at least one of Plex's sites accepts the session.
func (l *signIn) newSession(ctx context.Context) (signin.Proof, error) {
	switch l.options.way {
	case byWindow:
		s, err := l.sessionFromWindow(ctx)
		if err != nil {
			return signin.Proof{}, err
		}
		p, err := l.prove(ctx, s)
		if err != nil {
			return signin.Proof{}, fmt.Errorf("confirm the session: %w", err)
		}
		return p, nil
	case byLink:
		return l.sessionFromToken(ctx, l.granted.token, l.granted.clientID)
	}
	token, err := readToken(ctx, l.world)
	if err != nil {
		return signin.Proof{}, err
	}
	p, err := l.sessionFromToken(ctx, token, l.clientID())
	return p, notAnAccountToken(err)
}

func (l *signIn) sessionFromToken(ctx context.Context, token, clientID string) (signin.Proof, error) {
	e, err := l.proofEngine(ctx)
	if err != nil {
		return signin.Proof{}, err
	}
	p, err := e.SignInToken(ctx, token, clientID)
	if exit.IsA[*signin.SiteError](err) {
		return signin.Proof{}, exit.WithHint(err, l.atTheSites())
	}
	if err != nil {
		return signin.Proof{}, err
	}
	l.world.Terminal.Secrets.Hide(p.Session.Secrets()...)
	return p, nil
}

// atTheSites is the way to sign in for a site that accepts no session that was made from a
// token.
func (l *signIn) atTheSites() string {
	return "where there is a display, sign in at the site itself: " + exit.LoginLine(l.options.profile) + " --window"
}

// sessionFromWindow lets the person sign in, in a browser that is closed afterward.
func (l *signIn) sessionFromWindow(ctx context.Context) (*session.Session, error) {
	o := l.world.BrowserOptions(l.options.browser.Path, true, l.log)
	o.OpenNet = true
	e, err := l.startEngine(ctx, o)
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

func (l *signIn) prove(ctx context.Context, s *session.Session) (signin.Proof, error) {
	e, err := l.proofEngine(ctx)
	if err != nil {
		return signin.Proof{}, err
	}
	p, err := e.Prove(ctx, s)
	if err == nil {
		l.world.Terminal.Secrets.Hide(p.Session.Secrets()...)
	}
	return p, err
}

func (l *signIn) confirm(ctx context.Context, stored *session.Session, proved signin.Proof) (signin.Proof, error) {
	e, err := l.proofEngine(ctx)
	if err != nil {
		return signin.Proof{}, err
	}
	p, err := e.Confirm(ctx, stored, proved)
	if err == nil {
		l.world.Terminal.Secrets.Hide(p.Session.Secrets()...)
	}
	return p, err
}

// save stores a session that was proved, loads it back and sees that it still signs in, and
// returns the proof. If that fails, the former session is restored.
func (l *signIn) save(ctx context.Context, fresh signin.Proof) (signin.Proof, error) {
	if err := l.store.Save(ctx, l.options.profile, fresh.Session); err != nil {
		return signin.Proof{}, err
	}
	stored, err := l.store.Load(ctx, l.options.profile)
	var p signin.Proof
	if err == nil {
		p, err = l.confirm(ctx, stored, fresh)
	}
	if err == nil {
		l.granted = nil // the token belongs to the stored session now
		return p, nil
	}
	err = fmt.Errorf("load the stored session back and sign in with it: %w", err)
	ctx = context.WithoutCancel(ctx)
	if l.former != nil {
		return p, errors.Join(err, l.store.Save(ctx, l.options.profile, l.former))
	}
	return p, errors.Join(err, l.store.Delete(ctx, l.options.profile))
}

// proofEngine starts the browser that proves sessions, once. Its guard is the ordinary
// one: nothing is clicked, and a page may need to write to learn that somebody is signed
// in, as it does in any browser.
func (l *signIn) proofEngine(ctx context.Context) (world.Engine, error) {
	if l.prover != nil {
		return l.prover, nil
	}
	o := flows.BrowserOptions(l.world.BrowserOptions(l.options.browser.Path, false, l.log), false)
	var err error
	l.prover, err = l.startEngine(ctx, o)
	return l.prover, err
}

func (l *signIn) startEngine(ctx context.Context, o automation.Options) (world.Engine, error) {
	cat, err := l.world.Catalogue()
	if err != nil {
		return nil, err
	}
	return l.world.Engine(ctx, l.options.browser, world.EngineOptions{Browser: o, Catalogue: cat, Log: l.log, Patience: world.PoolPatience})
}

// close closes the browser, and revokes a token that was approved but not stored.
func (l *signIn) close(ctx context.Context) {
	if l.prover != nil {
		world.CloseEngine(ctx, l.prover, l.log)
	}
	if l.granted != nil {
		l.revokeGrant(ctx)
	}
}
