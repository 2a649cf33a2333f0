package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// errBusy says that another run is at work on the same account.
var errBusy = errors.New("another plexpriv is at work on this account")

// lockAccount keeps other runs off an account, under whatever profile, until
// release is called or the process ends. Who comes second is told at once.
func (w *world) lockAccount(id string) (release func(), err error) {
	dir := filepath.Join(w.state, "runs")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make a place for locks: %w", err)
	}
	sum := sha256.Sum256([]byte(id))
	lock := flock.New(filepath.Join(dir, fmt.Sprintf("%x.lock", sum[:8])), flock.SetPermissions(0o600))
	held, err := lock.TryLock()
	if err != nil {
		lock.Close()
		return nil, fmt.Errorf("lock the account: %w", err)
	}
	if !held {
		lock.Close()
		return nil, errBusy
	}
	// The file stays: removing it would let two hold two files of one name.
	return func() { lock.Close() }, nil
}
