package opener

import (
	"context"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// lockEvery is how often a lock is tried that another process has.
const lockEvery = 20 * time.Millisecond

// enter shares a directory with the processes that have a file in it, until leave is
// called or the process ends. Who finds nobody there removes what earlier ones have left.
func enter(ctx context.Context, dir string) (leave func(), err error) {
	lock := flock.New(filepath.Join(dir, "open.lock"), flock.SetPermissions(0o600))
	alone, err := lock.TryLock()
	if err == nil && alone {
		sweep(dir)
		// Whoever comes in between is alone, too, and finds nothing of ours: the file is
		// written later.
		err = lock.Unlock()
	}
	if err == nil {
		_, err = lock.TryRLockContext(ctx, lockEvery)
	}
	if err != nil {
		_ = lock.Close()
		return nil, err
	}
	// The lock's own file stays: see package world.
	return func() { _ = lock.Close() }, nil
}
