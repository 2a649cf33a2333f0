package world

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

// ErrNoPassphrase says that the passphrase of the file store cannot be had.
var ErrNoPassphrase = exit.NewCause(exit.NoAccess, "no passphrase for the session file",
	exit.EnvPassphraseFile+" names a file that holds it, "+exit.EnvPassphraseCommand+" a command that prints it")

// Store opens the place where sessions are kept. Nothing is read yet.
func (w *World) Store() (session.Store, error) {
	s, _, err := w.StoreAndPassphrase()
	return s, err
}

// StoreAndPassphrase opens the store, and gives what it asks for the passphrase.
func (w *World) StoreAndPassphrase() (session.Store, *Passphrase, error) {
	kind := w.Terminal.Getenv(session.EnvStore)
	switch kind {
	case "", session.KindKeyring, session.KindFile:
	default:
		return nil, nil, exit.Usagef("%s is %q", session.EnvStore, kind).Hinting("it is " + session.KindKeyring + " or " + session.KindFile)
	}
	p := &Passphrase{W: w}
	s, err := w.OpenStore(session.Options{Dir: w.State, Env: w.Terminal.Getenv, Passphrase: p.Get})
	return s, p, err
}

// StoreForLogin opens the store and finds out, before the person signs in,
// whether a session could be kept there. It gives the one that is there now, or
// nil.
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

// StoreName is how a store is called in messages.
func StoreName(s session.Store) string {
	if s.Name() == session.KindFile {
		return "the encrypted file"
	}
	return "the OS keyring"
}

// Passphrase asks for the file store's passphrase, once.
type Passphrase struct {
	W *World
	// choose says that it is a new one, to be typed twice.
	choose bool

	once  sync.Once
	known string
	err   error
}

// Get gives the passphrase, which is found out at the first call.
func (p *Passphrase) Get(ctx context.Context) (string, error) {
	p.once.Do(func() {
		p.known, p.err = p.find(ctx)
		p.W.Terminal.Secrets.Hide(p.known)
	})
	return p.known, p.err
}

// Source says in words where the passphrase comes from, and whether a person
// has to type it.
func (p *Passphrase) Source() (words string, typed bool) {
	switch {
	case p.W.Terminal.Getenv(exit.EnvPassphraseFile) != "":
		return "from " + exit.EnvPassphraseFile, false
	case p.W.Terminal.Getenv(exit.EnvPassphraseCommand) != "":
		return "from " + exit.EnvPassphraseCommand, false
	case !p.W.Terminal.Stdin.TTY:
		return "not given", false
	}
	return "typed", true
}

func (p *Passphrase) find(ctx context.Context) (string, error) {
	if file := p.W.Terminal.Getenv(exit.EnvPassphraseFile); file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("%w: read %s: %w", ErrNoPassphrase, exit.EnvPassphraseFile, err)
		}
		return terminal.FirstLine(string(text)), nil
	}
	if command := p.W.Terminal.Getenv(exit.EnvPassphraseCommand); command != "" {
		return p.W.PassphraseFrom(ctx, command)
	}
	if !p.W.Terminal.Stdin.TTY {
		return "", fmt.Errorf("%w: there is no terminal to ask at", ErrNoPassphrase)
	}
	text, err := p.W.Terminal.AskSecret(ctx, "Passphrase of the session file: ")
	if err != nil || !p.choose {
		return text, err
	}
	again, err := p.W.Terminal.AskSecret(ctx, "The same once more: ")
	if err == nil && again != text {
		err = fmt.Errorf("%w: it was not the same twice", ErrNoPassphrase)
	}
	return text, err
}

// PassphraseFrom runs the person's command, like "pass show plexpriv".
func (w *World) PassphraseFrom(ctx context.Context, command string) (string, error) {
	var out bytes.Buffer
	if err := w.Shell(ctx, ShellCommand{Line: command, Stdout: &out}); err != nil {
		return "", fmt.Errorf("%w: run %s: %w", ErrNoPassphrase, exit.EnvPassphraseCommand, err)
	}
	return terminal.FirstLine(out.String()), nil
}
