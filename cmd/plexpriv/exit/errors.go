package exit

import (
	"errors"

	"github.com/plexpriv/plexpriv/automation/session"
)

// NobodyUnder says that there is no session under a profile; "" is any.
func NobodyUnder(profile string) *NotSignedIn { return &NotSignedIn{profile} }

// NotSignedIn says that there is no session.
type NotSignedIn struct{ profile string }

// Error names the profile.
func (e *NotSignedIn) Error() string {
	if e.profile == "" {
		return "nobody is signed in"
	}
	return "nobody is signed in under the profile " + e.profile
}

// Unwrap makes it what the store says.
func (e *NotSignedIn) Unwrap() error { return session.ErrNotFound }

// Login is the command that ends it.
func (e *NotSignedIn) Login() string { return LoginLine(e.profile) }

// DefaultProfile is the one that needs no name.
const DefaultProfile = "default"

// LoginLine is the command that signs a profile in.
func LoginLine(profile string) string {
	if profile == "" || profile == DefaultProfile {
		return "plexpriv login"
	}
	return "plexpriv login --profile " + profile
}

// ErrNoReport says that the report cannot be written where it was asked for.
var ErrNoReport = errors.New("the report cannot be written")

// ErrBusy says that another run is at work on the same account.
var ErrBusy = errors.New("another plexpriv is at work on this account")

// ErrSigningIn says that another sign-in is at work on the same profile.
var ErrSigningIn = errors.New("another plexpriv is signing in")

// ErrNoPassphrase says that the passphrase of the file store cannot be had.
var ErrNoPassphrase = errors.New("no passphrase for the session file")
