package session

import "errors"

// Errors that callers can tell apart with errors.Is. Only ErrNotFound means that there
// is no session; after any other error a good session may still be stored.
var (
	// ErrNotFound says that nothing is stored under the profile.
	ErrNotFound = errors.New("no stored session")
	// ErrLocked says that the keyring exists but is locked.
	ErrLocked = errors.New("the keyring is locked (unlock it, for example by signing in to the desktop, and run this again)")
	// ErrNoKeyring says that a Secret Service runs and has no keyring to keep anything in.
	// There is nothing to unlock.
	ErrNoKeyring = errors.New("there is no default keyring (make one, with Seahorse or by a login through PAM)")
	// ErrUnavailable says that the keyring cannot be used here.
	ErrUnavailable = errors.New("no keyring can be used on this machine")
	// ErrTimeout says that the keyring, or whoever holds the lock, did not answer in
	// time. Usually a prompt is waiting somewhere.
	ErrTimeout = errors.New("no answer in time")
	// ErrDamaged says that what is stored is not a session (any more). Save may replace
	// it.
	ErrDamaged = errors.New("the stored session is damaged (sign in again to replace it)")
	// ErrNewerFormat says that a newer plexpriv wrote it. Save refuses to replace it.
	ErrNewerFormat = errors.New("the stored session was written by a newer plexpriv (update plexpriv, or log out and sign in again)")
	// ErrPassphrase says that the passphrase does not open the file.
	ErrPassphrase = errors.New("the passphrase does not open the session file (if it is lost, log out and sign in again)")
	// ErrProfileName says that a string is not a valid profile name.
	ErrProfileName = errors.New("not a profile name; use up to 64 letters, digits, dots, dashes and underscores, such as mary-ann")
)
