package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// errNoKeyring is what login says where there is no keyring and nobody to ask.
var errNoKeyring = exit.NewCause(exit.NoAccess, "no keyring on this machine",
	"plexpriv login --store file   keeps the session in an encrypted file instead")

// storeFlag is the value of --store.
func storeFlag(c *cli.Context) (string, error) {
	kind := c.String("store")
	if c.IsSet("store") && kind != session.KindKeyring && kind != session.KindFile {
		return "", exit.Usagef("--store is %q", kind).Hinting("it is " + session.KindKeyring + " or " + session.KindFile)
	}
	return kind, nil
}

// loginStore is where a login keeps the session.
type loginStore struct {
	store session.Store
	// former is the session that is there already, or nil.
	former *session.Session
	// chosen is the kind of the store, if the person has chosen it at this login.
	chosen string
}

// openLoginStore opens the store before the person signs in. Where there is no keyring,
// it asks whether an encrypted file will do.
func openLoginStore(ctx context.Context, w *world.World, o loginOptions) (*loginStore, error) {
	l := &loginStore{chosen: o.keep}
	if l.chosen != "" {
		if err := world.Choose(w, session.EnvStore, l.chosen); err != nil {
			return nil, err
		}
	}
	var err error
	l.store, l.former, err = w.StoreForLogin(ctx, o.profile)
	missing := errors.Is(err, session.ErrUnavailable) || errors.Is(err, session.ErrNoKeyring)
	if !missing || l.chosen != "" || w.Terminal.Getenv(session.EnvStore) != "" {
		return l, err
	}
	if !w.Terminal.Stdin.TTY || !w.Terminal.Stderr.TTY {
		return nil, errNoKeyring
	}
	words := wordsHere(w, nil)
	yes, err := askYesOrNo(ctx, w, words, words.Say("login.no-keyring"), terminal.Yes)
	if err != nil {
		return nil, err
	}
	if !yes {
		return nil, errNoKeyring
	}
	l.chosen = session.KindFile
	if err := world.Choose(w, session.EnvStore, l.chosen); err != nil {
		return nil, err
	}
	l.store, l.former, err = w.StoreForLogin(ctx, o.profile)
	return l, err
}

// remember writes the choice of the person into the configuration, so that the next
// command finds the session.
func (l *loginStore) remember(w *world.World) error {
	if l.chosen == "" {
		return nil
	}
	if err := world.Remember(w, "store", l.chosen); err != nil {
		return fmt.Errorf("signed in, but where the session is could not be remembered: %w", err)
	}
	return nil
}
