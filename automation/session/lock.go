package session

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// dirLock lets one plexpriv at a time change a store. The operating system releases it
// when its holder dies.
type dirLock struct {
	dir  string
	wait time.Duration
}

// lockWait is longer than a save with many parts takes, so that two runs that end at
// the same time can both save.
const lockWait = 20 * time.Second

func (l dirLock) hold(ctx context.Context) (release func(), err error) {
	if err := os.MkdirAll(l.dir, 0o700); err != nil {
		return nil, fmt.Errorf("lock session store: %w", err)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, l.wait, ErrTimeout)
	defer cancel()
	file := flock.New(filepath.Join(l.dir, "session.lock"))
	if _, err := file.TryLockContext(ctx, 20*time.Millisecond); err != nil {
		file.Close()
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		if errors.Is(err, ErrTimeout) {
			err = fmt.Errorf("%w: another plexpriv is changing the sessions", err)
		}
		return nil, fmt.Errorf("lock session store %s: %w", file.Path(), err)
	}
	// The lock file is never removed: otherwise two processes could lock two files of
	// the same name.
	return func() { file.Close() }, nil
}
