package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"github.com/plexpriv/plexpriv/flows"
)

// lock keeps a second run off a profile. The lock goes with the process,
// however that ends.
func (w *world) lock(profile string) (release func(), err error) {
	dir := filepath.Join(w.stateDir, "locks")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the lock directory: %w", err)
	}
	l := flock.New(filepath.Join(dir, fmt.Sprintf("%x.lock", sha256.Sum256([]byte(profile)))[:24]))
	ok, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock profile %q: %w", profile, err)
	}
	if !ok {
		return nil, &flows.LaterError{What: fmt.Sprintf("another plexpriv is at work on profile %q", profile)}
	}
	return func() { _ = l.Unlock() }, nil
}
