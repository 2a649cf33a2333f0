package session

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/zalando/go-keyring"
)

// service is the name of all our entries in the keyring.
const service = "plexpriv"

// backend is what every keyring can do: store values by service and user. It cannot
// list entries, has no transactions and no time limits. For a missing entry it returns
// keyring.ErrNotFound.
type backend interface {
	Set(service, user, value string) error
	Get(service, user string) (string, error)
	Delete(service, user string) error
}

// osBackend is the keyring of the operating system.
type osBackend struct{}

func (osBackend) Set(service, user, value string) error    { return keyring.Set(service, user, value) }
func (osBackend) Get(service, user string) (string, error) { return keyring.Get(service, user) }
func (osBackend) Delete(service, user string) error        { return keyring.Delete(service, user) }

// vault adds to a backend what it lacks: time limits, errors that can be told apart,
// and a check that a value was really stored.
type vault struct {
	backend backend
	// reachable is called before every call; if it fails, the call is not made.
	reachable func() error
	// silent says whether it is certain that a call will not show the person a prompt.
	silent func(context.Context) bool
	// absent says whether it is certain that there is no keyring at all.
	absent func(context.Context) bool
	limit  time.Duration
	// lane lets one call at a time through. A call that outlives its limit keeps the
	// lane, so that a value that it writes late cannot overwrite a newer one.
	lane chan struct{}
	// overdue says that the call in the lane has outlived its limit.
	overdue atomic.Bool
}

// defaultLimit lets a command end within 5 s if a prompt is open.
const defaultLimit = 4 * time.Second

func newVault(b backend, reachable func() error, limit time.Duration) *vault {
	if limit <= 0 {
		limit = defaultLimit
	}
	return &vault{backend: b, reachable: reachable, silent: openWithoutAsking, absent: func(context.Context) bool { return false }, limit: limit, lane: make(chan struct{}, 1)}
}

func (v *vault) get(ctx context.Context, entry string) (string, error) {
	return v.call(ctx, "read", entry, func() (string, error) { return v.backend.Get(service, entry) })
}

func (v *vault) delete(ctx context.Context, entry string) error {
	_, err := v.call(ctx, "delete", entry, func() (string, error) { return "", v.backend.Delete(service, entry) })
	return err
}

// deleteIfThere deletes an entry and says whether it existed.
func (v *vault) deleteIfThere(ctx context.Context, entry string) (bool, error) {
	err := v.delete(ctx, entry)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// put writes an entry and reads it back: macOS is known to report success for a value
// that it did not store (zalando/go-keyring issue 153).
func (v *vault) put(ctx context.Context, entry, value string) error {
	_, err := v.call(ctx, "write", entry, func() (string, error) {
		err := v.backend.Set(service, entry, value)
		if err != nil && strings.Contains(err.Error(), value) {
			err = errQuotesValue
		}
		return "", err
	})
	if err != nil {
		return err
	}
	kept, err := v.get(ctx, entry)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	if err != nil || kept != value {
		return fmt.Errorf("write keyring entry %s: %w: it reported success and kept something else", entry, ErrUnavailable)
	}
	return nil
}

type answer struct {
	value string
	err   error
}

func (v *vault) call(ctx context.Context, op, entry string, f func() (string, error)) (string, error) {
	what := op + " keyring entry " + entry
	if ctx.Err() != nil {
		return "", fmt.Errorf("%s: %w", what, context.Cause(ctx))
	}
	if err := v.reachable(); err != nil {
		return "", err
	}
	limit := v.limit
	if v.overdue.Load() {
		// The prompt that kept the last call waiting is still open, so do not wait as
		// long again.
		limit /= 8
	}
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf(
		"%w: the keyring was silent for %v, perhaps a prompt to unlock it is waiting", ErrTimeout, v.limit))
	defer cancel()

	select {
	case v.lane <- struct{}{}:
	case <-ctx.Done():
		return "", fmt.Errorf("%s: %w", what, context.Cause(ctx))
	}
	answers := make(chan answer, 1)
	go func() {
		defer func() {
			v.overdue.Store(false)
			<-v.lane
		}()
		// The library indexes into what the service sent. A service that sends
		// something odd must not end the process in the middle of a run.
		defer func() {
			if p := recover(); p != nil {
				answers <- answer{err: fmt.Errorf("the keyring library panicked (%T)", p)}
			}
		}()
		value, err := f()
		answers <- answer{value, err}
	}()

	select {
	case a := <-answers:
		if a.err != nil {
			kind := withoutKeyring(kindOf(runtime.GOOS, a.err), func() bool { return v.absent(ctx) })
			return "", explain(what, kind, a.err)
		}
		return a.value, nil
	case <-ctx.Done():
		v.overdue.Store(true)
		if len(answers) > 0 { // it has just arrived
			v.overdue.Store(false)
		}
		return "", fmt.Errorf("%s: %w", what, context.Cause(ctx))
	}
}
