package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
)

// store opens the place where sessions are kept. Nothing is read yet.
func (w *world) store() (session.Store, error) {
	s, _, err := w.storeAndPassphrase()
	return s, err
}

func (w *world) storeAndPassphrase() (session.Store, *passphrase, error) {
	kind := w.Getenv(session.EnvStore)
	switch kind {
	case "", session.KindKeyring, session.KindFile:
	default:
		return nil, nil, exit.Usagef("%s is %q", session.EnvStore, kind).Hinting("it is " + session.KindKeyring + " or " + session.KindFile)
	}
	p := &passphrase{w: w}
	s, err := w.openStore(session.Options{Dir: w.state, Env: w.Getenv, Passphrase: p.get})
	return s, p, err
}

// storeForLogin opens the store and finds out, before the person signs in,
// whether a session could be kept there. It gives the one that is there now, or
// nil.
func (w *world) storeForLogin(ctx context.Context, profile string) (session.Store, *session.Session, error) {
	store, p, err := w.storeAndPassphrase()
	if err != nil {
		return nil, nil, err
	}
	former, err := store.Load(ctx, profile)
	if err != nil && !errors.Is(err, session.ErrNotFound) && !errors.Is(err, session.ErrDamaged) {
		return nil, nil, err
	}
	if former == nil && store.Name() == session.KindFile {
		p.choose = true
		if _, err := p.get(ctx); err != nil {
			return nil, nil, err
		}
	}
	return store, former, nil
}

// storeName is how a store is called in messages.
func storeName(s session.Store) string {
	if s.Name() == session.KindFile {
		return "the encrypted file"
	}
	return "the OS keyring"
}

// passphrase asks for the file store's passphrase, once.
type passphrase struct {
	w *world
	// choose says that it is a new one, to be typed twice.
	choose bool

	once  sync.Once
	known string
	err   error
}

func (p *passphrase) get(ctx context.Context) (string, error) {
	p.once.Do(func() {
		p.known, p.err = p.find(ctx)
		p.w.Secrets.Hide(p.known)
	})
	return p.known, p.err
}

// source says in words where the passphrase comes from, and whether a person
// has to type it.
func (p *passphrase) source() (words string, typed bool) {
	switch {
	case p.w.Getenv(exit.EnvPassphraseFile) != "":
		return "from " + exit.EnvPassphraseFile, false
	case p.w.Getenv(exit.EnvPassphraseCommand) != "":
		return "from " + exit.EnvPassphraseCommand, false
	case !p.w.StdinTTY:
		return "not given", false
	}
	return "typed", true
}

func (p *passphrase) find(ctx context.Context) (string, error) {
	if file := p.w.Getenv(exit.EnvPassphraseFile); file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("%w: read %s: %w", exit.ErrNoPassphrase, exit.EnvPassphraseFile, err)
		}
		return terminal.FirstLine(string(text)), nil
	}
	if command := p.w.Getenv(exit.EnvPassphraseCommand); command != "" {
		return p.w.passphraseFrom(ctx, command)
	}
	if !p.w.StdinTTY {
		return "", fmt.Errorf("%w: there is no terminal to ask at", exit.ErrNoPassphrase)
	}
	text, err := p.w.AskSecret(ctx, "Passphrase of the session file: ")
	if err != nil || !p.choose {
		return text, err
	}
	again, err := p.w.AskSecret(ctx, "The same once more: ")
	if err == nil && again != text {
		err = fmt.Errorf("%w: it was not the same twice", exit.ErrNoPassphrase)
	}
	return text, err
}

// passphraseFrom runs the person's command, like "pass show plexpriv".
func (w *world) passphraseFrom(ctx context.Context, command string) (string, error) {
	var out bytes.Buffer
	if err := w.shell(ctx, shellCommand{line: command, stdout: &out}); err != nil {
		return "", fmt.Errorf("%w: run %s: %w", exit.ErrNoPassphrase, exit.EnvPassphraseCommand, err)
	}
	return terminal.FirstLine(out.String()), nil
}
