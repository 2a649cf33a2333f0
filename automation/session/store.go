package session

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// Store keeps sessions by profile. A profile's name is folded to lower case;
// one that is no name gives ErrProfileName. All methods may be called at the
// same time, from several goroutines and processes.
type Store interface {
	// Name is the word that chooses the store: "keyring" or "file".
	Name() string
	// Load returns the profile's session. ErrNotFound says that there is none.
	// Load changes nothing.
	Load(ctx context.Context, profile string) (*Session, error)
	// Save stores the session in place of the profile's former one, if any.
	// After an error, or a crash, Load returns the old session or the new one.
	Save(ctx context.Context, profile string, s *Session) error
	// Delete removes the profile's session and whatever an interrupted Save
	// left of it. ErrNotFound says that there was nothing.
	Delete(ctx context.Context, profile string) error
	// Profiles lists in order every profile that may have a session. One whose
	// first Save was cut off is among them: Load finds no session there, Delete
	// removes its remains.
	Profiles(ctx context.Context) ([]string, error)
	// Try finds out whether a session could be kept here: it writes something that is
	// no session, reads it back and removes it. Nothing else changes.
	Try(ctx context.Context) error
}

// The kinds of store.
const (
	KindKeyring = "keyring"
	KindFile    = "file"
)

// EnvStore is the environment variable that chooses the kind of store.
const EnvStore = "PLEXPRIV_SESSION_STORE"

// Options say where sessions are kept.
type Options struct {
	// Kind is KindKeyring or KindFile. Empty means what EnvStore says, and the
	// keyring if it says nothing.
	Kind string
	// Dir is plexpriv's state directory. Locks live in it, and the sessions of
	// a File store in its subdirectory "sessions".
	Dir string
	// Passphrase is asked for the passphrase of a File store, when one is
	// needed and not before.
	Passphrase func(context.Context) (string, error)
	// Env looks up an environment variable: os.Getenv.
	Env func(string) string
	// Limit is how long one call of the keyring may take; 0 means 4 s. A call
	// that took longer cannot be stopped: its goroutine stays until the keyring
	// answers or the process ends.
	Limit time.Duration
}

// Open returns the store that the options name. It touches neither keyring nor
// disk; what is wrong with those is said by the first call.
func Open(o Options) (Store, error) {
	if o.Dir == "" || o.Env == nil {
		return nil, errors.New("open session store: state directory and environment must be given")
	}
	kind := o.Kind
	if kind == "" {
		kind = o.Env(EnvStore)
	}
	switch kind {
	case "", KindKeyring:
		return newKeyring(newVault(osBackend{}, busCheck(o.Env), o.Limit), o.Dir), nil
	case KindFile:
		if o.Passphrase == nil {
			return nil, errors.New("open session store: the file store needs a way to ask for its passphrase")
		}
		return NewFile(filepath.Join(o.Dir, "sessions"), o.Passphrase), nil
	}
	return nil, fmt.Errorf("open session store: %q is no kind of store (%s and %s are)", kind, KindKeyring, KindFile)
}

var profileName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)

// foldProfile folds a profile's name to the form it is stored under. Keyring
// targets on Windows and file names on two systems ignore case, so two names
// that differ only in case would be one session there and two elsewhere.
func foldProfile(name string) (string, error) {
	folded := strings.ToLower(name)
	if !profileName.MatchString(folded) {
		return "", fmt.Errorf("profile %.80q: %w", name, ErrProfileName)
	}
	return folded, nil
}
