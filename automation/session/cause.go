package session

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"syscall"

	"github.com/zalando/go-keyring"
)

var errQuotesValue = errors.New("the keyring's message is withheld: it repeats the value")

// What locked keyrings say. The first text is go-keyring's own for a Secret Service
// that stayed locked, the others come from the service.
var lockedTexts = []string{
	"failed to unlock",
	"prompt dismissed",
	"prompt was dismissed",
	"secret.error.islocked",
	"cannot create an item in a locked collection",
	"cannot get secret of a locked object",
}

// Exit codes of /usr/bin/security: the low byte of the OSStatus in SecBase.h. Its texts
// are translated, so they cannot be used.
const (
	exitItemNotFound          = 44  // errSecItemNotFound, -25300
	exitInteractionNotAllowed = 36  // errSecInteractionNotAllowed, -25308: locked, over ssh
	exitAuthFailed            = 51  // errSecAuthFailed, -25293
	exitUserCanceled          = 128 // errSecUserCanceled, -128
)

// withoutKeyring returns ErrNoKeyring in place of an error that a keyring that is not
// there explains: for its library, such a keyring is one that stays locked.
func withoutKeyring(kind error, absent func() bool) error {
	if (kind == ErrLocked || kind == ErrUnavailable) && absent() {
		return ErrNoKeyring
	}
	return kind
}

// kindOf returns the error of this package for an error of the keyring. An unknown
// error becomes ErrUnavailable and never ErrNotFound: only a keyring that says so has
// no entry.
func kindOf(goos string, err error) error {
	for _, known := range []error{ErrNotFound, ErrLocked, ErrNoKeyring, ErrTimeout, ErrUnavailable} {
		if errors.Is(err, known) {
			return known
		}
	}
	if errors.Is(err, keyring.ErrNotFound) {
		return ErrNotFound
	}
	var exit *exec.ExitError
	if goos == "darwin" && errors.As(err, &exit) {
		return kindOfExit(exit.ExitCode())
	}
	text := strings.ToLower(err.Error())
	for _, locked := range lockedTexts {
		if strings.Contains(text, locked) {
			return ErrLocked
		}
	}
	return ErrUnavailable
}

func kindOfExit(code int) error {
	switch code {
	case exitItemNotFound:
		return ErrNotFound
	case exitInteractionNotAllowed, exitAuthFailed, exitUserCanceled:
		return ErrLocked
	}
	return ErrUnavailable
}

// errNoLogonSession is ERROR_NO_SUCH_LOGON_SESSION of winerror.h: Windows returns it to
// services and network logons, which have no credential store.
const errNoLogonSession = syscall.Errno(1312)

// explain joins kind and cause into one error that says what was being done. errors.Is
// finds only the kind, so that callers do not come to depend on the library underneath.
func explain(what string, kind, cause error) error {
	text := cause.Error()
	switch lower := strings.ToLower(text); {
	case kind == ErrNotFound, kind == ErrNoKeyring:
		return fmt.Errorf("%s: %w", what, kind)
	case errors.Is(cause, keyring.ErrUnsupportedPlatform):
		text = "plexpriv knows no keyring for this system"
	case errors.Is(cause, errNoLogonSession):
		text = "this Windows logon has no credential store"
	case strings.Contains(lower, "not provided by any .service files"), strings.Contains(lower, "serviceunknown"):
		text = "no Secret Service (gnome-keyring, KWallet, KeePassXC) runs on the session bus"
	case strings.Contains(lower, "dial unix"), strings.Contains(lower, "connection refused"):
		text = "the session bus does not answer (if its address is that of an earlier login, as in tmux, open a new terminal): " + text
	}
	return fmt.Errorf("%s: %w: %s", what, kind, text)
}
