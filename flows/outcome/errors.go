package outcome

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Errors that end the work on an account, or the whole command.
var (
	// ErrSignIn says that Plex does not take the session: sign in (again).
	ErrSignIn = errors.New("sign-in needed")
	// ErrTryLater says that Plex or the network could not be reached or refused.
	ErrTryLater = errors.New("try again later")
	// ErrInterrupted says that the person stopped the command.
	ErrInterrupted = errors.New("interrupted")
)

// WrongAccountError says that somebody else is signed in than expected.
type WrongAccountError struct {
	// Want and Got are user names.
	Want, Got string
}

// Error names both accounts.
func (e *WrongAccountError) Error() string {
	return fmt.Sprintf("signed in as %q, not as %q; nothing was changed", e.Got, e.Want)
}

// Unwrap makes it a sign-in matter.
func (e *WrongAccountError) Unwrap() error { return ErrSignIn }

// LaterError is ErrTryLater with the server's own word on when.
type LaterError struct {
	What string
	// After is how long the server asked to wait, 0 if it did not say.
	After time.Duration
}

// Error says what was refused and for how long.
func (e *LaterError) Error() string {
	if e.After > 0 {
		return fmt.Sprintf("%s; Plex asks to wait %s", e.What, e.After)
	}
	return e.What
}

// Unwrap makes it a matter of trying later.
func (e *LaterError) Unwrap() error { return ErrTryLater }

// Stopped turns the end of a context into the reason a person understands.
func Stopped(ctx context.Context) error {
	switch cause := context.Cause(ctx); {
	case cause == nil:
		return nil
	case errors.Is(cause, context.DeadlineExceeded):
		return &LaterError{What: "the time for this account is over (--timeout)"}
	case errors.Is(cause, ErrInterrupted):
		return cause
	default:
		return fmt.Errorf("%w: %w", ErrInterrupted, cause)
	}
}

// HomeUserError says why nothing was done for a user of a Plex Home. The others
// of the Home do not suffer from it.
type HomeUserError struct {
	// User is the user's name.
	User string
	Err  error
}

// Error names the user and the reason.
func (e *HomeUserError) Error() string { return e.User + ": " + e.Err.Error() }

// Unwrap gives the reason.
func (e *HomeUserError) Unwrap() error { return e.Err }
