package world

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Both locks are held for as long as another command is at work.
var (
	// ErrBusy says that another run is at work on the same account.
	ErrBusy = exit.NewCause(outcome.ExitTryLater, "another plexpriv is at work on this account", untilDone)
	// errSigningIn says that another sign-in is at work on the same profile.
	errSigningIn = exit.NewCause(outcome.ExitTryLater, "another plexpriv is signing in", untilDone)
)

const untilDone = "wait until it is done"

// LockAccount keeps other runs off an account, whatever profile they use, until
// release is called or the process ends. The second run does not wait; it gets
// ErrBusy at once. The lock is a file in the directory for what is kept between runs.
func LockAccount(state, id string) (release func(), err error) {
	return lock(state, id, ErrBusy)
}

// LockSignIn keeps other sign-ins off a profile in the same way. It does not keep runs
// off, because they have read their session already.
func LockSignIn(state, profile string) (release func(), err error) {
	// The colon keeps the name apart from those of accounts: no id has one.
	release, err = lock(state, "login:"+profile, errSigningIn)
	if err != nil {
		return nil, fmt.Errorf("profile %s: %w", profile, err)
	}
	return release, nil
}

// lock takes the lock of that name, or fails with taken if somebody else has it.
func lock(state, name string, taken error) (release func(), err error) {
	dir := filepath.Join(state, "runs")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make a place for locks: %w", err)
	}
	sum := sha256.Sum256([]byte(name))
	file := flock.New(filepath.Join(dir, fmt.Sprintf("%x.lock", sum[:8])), flock.SetPermissions(0o600))
	held, err := file.TryLock()
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("take a lock: %w", err)
	}
	if !held {
		file.Close()
		return nil, taken
	}
	// The file stays. If it were removed, another process that has it open could lock
	// that one, and a third the new one of the same name.
	return func() { file.Close() }, nil
}
