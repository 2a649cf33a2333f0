package world

import (
	"context"
	"errors"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// Store opens the place where sessions are kept. Nothing is read yet.
func (w *World) Store() (session.Store, error) {
	s, _, err := w.StoreAndPassphrase()
	return s, err
}

// StoreAndPassphrase opens the store, and returns the passphrase that it will ask for
// if it is the encrypted file.
func (w *World) StoreAndPassphrase() (session.Store, *Passphrase, error) {
	kind := w.Terminal.Getenv(session.EnvStore)
	switch kind {
	case "", session.KindKeyring, session.KindFile:
	default:
		return nil, nil, exit.Usagef("%s is %q", session.EnvStore, kind).Hinting("it is " + session.KindKeyring + " or " + session.KindFile)
	}
	p := w.Passphrase
	if p == nil {
		p = NewPassphrase(w)
	}
	s, err := w.OpenStore(session.Options{Dir: w.State, Env: w.Terminal.Getenv, Passphrase: p.Get})
	return s, p, err
}

// StoreForLogin opens the store and finds out, before the person signs in, whether a
// session could be kept there. It returns the session that is there already, if any.
func (w *World) StoreForLogin(ctx context.Context, profile string) (session.Store, *session.Session, error) {
	store, p, err := w.StoreAndPassphrase()
	if err != nil {
		return nil, nil, err
	}
	former, err := store.Load(ctx, profile)
	if err != nil && !errors.Is(err, session.ErrNotFound) && !errors.Is(err, session.ErrDamaged) {
		return nil, nil, err
	}
	if former == nil && store.Name() == session.KindFile {
		p.choose = true
		if _, err := p.Get(ctx); err != nil {
			return nil, nil, err
		}
	}
	return store, former, nil
}

// StoreName is what messages call a store, in the person's language.
func StoreName(w *World, s session.Store) string {
	if s.Name() == session.KindFile {
		return Locale(w).Say("login.file")
	}
	return Locale(w).Say("login.keyring")
}
