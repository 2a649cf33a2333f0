package outcome

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Errors that end the work on an account, or the whole command.
var (
	// ErrSignIn says that Plex does not accept the session: sign in (again).
	ErrSignIn = errors.New("sign-in needed")
	// ErrTryLater says that Plex or the network could not be reached, or refused for
	// now.
	ErrTryLater = errors.New("try again later")
	// ErrInterrupted says that the person stopped the command.
	ErrInterrupted = errors.New("interrupted")
	// ErrNoConsent says that somebody who was named was left out, because nobody has said
	// that they agree.
	ErrNoConsent = errors.New("left out: nobody has said that they agree")
)

// WrongAccountError says that another account is signed in than the one asked for.
type WrongAccountError struct {
	// Want and Got are user names.
	Want, Got string
	// Holders are the sites that have said whom they hold, if they hold different ones.
	Holders []Holder
	// Wrote says that something had been set before this was seen.
	Wrote bool
}

// Holder is a site of Plex and the user name of the account that is signed in there.
type Holder struct{ Site, Name string }

// Error names the accounts, and which site holds whom.
func (e *WrongAccountError) Error() string {
	end := "nothing was changed"
	if e.Wrote {
		end = "what had been set before is not proved"
	}
	if len(e.Holders) > 0 {
		var at []string
		for _, h := range e.Holders {
			at = append(at, fmt.Sprintf("%s is signed in as %q", h.Site, h.Name))
		}
		return fmt.Sprintf("%s, and the session is that of %q; %s", strings.Join(at, ", "), e.Want, end)
	}
	return fmt.Sprintf("signed in as %q, not as %q; %s", e.Got, e.Want, end)
}

// Unwrap returns ErrSignIn, so that callers ask the person to sign in.
func (e *WrongAccountError) Unwrap() error { return ErrSignIn }

// LaterError is ErrTryLater with how long the server asked to wait.
type LaterError struct {
	What string
	// After is how long the server asked to wait, 0 if it did not say.
	After time.Duration
}

// Error says what was refused, and how long to wait if that is known.
func (e *LaterError) Error() string {
	if e.After > 0 {
		return fmt.Sprintf("%s; Plex asks to wait %s", e.What, e.After)
	}
	return e.What
}

// Unwrap returns ErrTryLater.
func (e *LaterError) Unwrap() error { return ErrTryLater }

// Stopped returns why a context ended, in words for a person; nil while it has not.
func Stopped(ctx context.Context) error {
	switch cause := context.Cause(ctx); {
	case cause == nil:
		return nil
	case errors.Is(cause, context.DeadlineExceeded):
		return &LaterError{What: "the time for this account is over (--timeout)"}
	case errors.Is(cause, ErrInterrupted), errors.Is(cause, ErrTryLater):
		return cause
	default:
		return fmt.Errorf("%w: %w", ErrInterrupted, cause)
	}
}

// HomeUserError says why nothing was done for one user of a Plex Home. The other users
// of the Home are not affected.
type HomeUserError struct {
	// User is the user's name.
	User string
	Err  error
}

// Error names the user and the reason.
func (e *HomeUserError) Error() string { return e.User + ": " + e.Err.Error() }

// Unwrap gives the reason.
func (e *HomeUserError) Unwrap() error { return e.Err }
