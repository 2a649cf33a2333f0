package session

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// trialEntry is a name that no profile's entry can have. It is always the same, so that
// the next trial removes an entry that a crash left.
const trialEntry = "trial"

// Try writes an entry, reads it back and removes it.
func (k *Keyring) Try(ctx context.Context) error {
	if err := k.vault.put(ctx, trialEntry, rand.Text()); err != nil {
		return fmt.Errorf("try the keyring: %w", err)
	}
	if err := k.vault.delete(ctx, trialEntry); err != nil {
		return fmt.Errorf("try the keyring: %w", err)
	}
	_, err := k.vault.get(ctx, trialEntry)
	if err == nil {
		return fmt.Errorf("try the keyring: %w: it keeps what was removed", ErrUnavailable)
	}
	if !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("try the keyring: %w", err)
	}
	return nil
}

// Try seals an empty session with the passphrase in a directory of its own, opens it
// again and removes both. Load tells whether the passphrase is that of the stored
// sessions.
func (f *File) Try(ctx context.Context) error {
	if err := f.try(ctx); err != nil {
		return fmt.Errorf("try the session file: %w", err)
	}
	return nil
}

func (f *File) try(ctx context.Context) (err error) {
	passphrase, err := f.ask(ctx)
	if err != nil {
		return err
	}
	if err := secret(f.dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	place, err := existing(f.dir)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(place, ".trial-*") // 0700
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()

	trial := NewFile(dir, func(context.Context) (string, error) { return passphrase, nil })
	trial.sealer.workFactor = trialWork
	if err := trial.save(ctx, trialEntry, &Session{}); err != nil {
		return err
	}
	_, err = trial.load(ctx, trialEntry)
	return err
}

// trialWork is low, because the trial protects nothing.
const trialWork = 10

// existing returns dir, or the nearest directory above it that exists.
func existing(dir string) (string, error) {
	for {
		_, err := os.Stat(dir)
		if parent := filepath.Dir(dir); errors.Is(err, fs.ErrNotExist) && parent != dir {
			dir = parent
			continue
		}
		return dir, err
	}
}
