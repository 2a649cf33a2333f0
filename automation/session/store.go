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

// Store keeps sessions by profile. Profile names are folded to lower case; an invalid
// name gives ErrProfileName. All methods are safe for concurrent use by goroutines and
// processes.
type Store interface {
	// Name returns the word that selects the store: "keyring" or "file".
	Name() string
	// Load returns the profile's session, or ErrNotFound if there is none. It changes
	// nothing.
	Load(ctx context.Context, profile string) (*Session, error)
	// Save replaces the profile's session. After an error or a crash, Load returns the
	// old session or the new one.
	Save(ctx context.Context, profile string, s *Session) error
	// Delete removes the profile's session and what an interrupted Save left of it. It
	// returns ErrNotFound if there was nothing.
	Delete(ctx context.Context, profile string) error
	// Profiles lists, in order, every profile that may have a session. That includes a
	// profile whose first Save was cut off: Load finds no session there, and Delete
	// removes what is left.
	Profiles(ctx context.Context) ([]string, error)
	// Try finds out whether a session could be stored here: it writes a value that is
	// not a session, reads it back and removes it. It changes nothing else.
	Try(ctx context.Context) error
}

// The kinds of store.
const (
	KindKeyring = "keyring"
	KindFile    = "file"
)

// EnvStore is the environment variable that selects the kind of store.
const EnvStore = "PLEXPRIV_SESSION_STORE"

// Options say where sessions are kept.
type Options struct {
	// Kind is KindKeyring or KindFile. Empty means what EnvStore says, or the keyring
	// if that is not set.
	Kind string
	// Dir is plexpriv's state directory. It holds the locks and, in its subdirectory
	// "sessions", the files of a File store.
	Dir string
	// Passphrase is called for the passphrase of a File store, but only if one is
	// needed.
	Passphrase func(context.Context) (string, error)
	// Env looks up an environment variable, as os.Getenv does.
	Env func(string) string
	// Limit is how long one call of the keyring may take; 0 means 4 s. A call that
	// takes longer cannot be stopped: its goroutine stays until the keyring answers or
	// the process ends.
	Limit time.Duration
}

// Open returns the store that the options select. It touches neither keyring nor disk;
// the first call reports what is wrong with those.
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
		v := newVault(osBackend{}, busCheck(o.Env), o.Limit)
		v.absent = noCollection
		return newKeyring(v, o.Dir), nil
	case KindFile:
		if o.Passphrase == nil {
			return nil, errors.New("open session store: the file store needs a way to ask for its passphrase")
		}
		return NewFile(filepath.Join(o.Dir, "sessions"), o.Passphrase), nil
	}
	return nil, fmt.Errorf("open session store: %q is no kind of store (%s and %s are)", kind, KindKeyring, KindFile)
}

var profileName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)

// ProfileName returns the form in which a profile's name is stored, or ErrProfileName
// for an invalid name. Callers can refuse such a name before anything is opened.
func ProfileName(name string) (string, error) { return foldProfile(name) }

// foldProfile returns the form in which a profile's name is stored. Keyrings on Windows
// and file names on two systems ignore case, so names that differ only in case would be
// one session there and two elsewhere.
func foldProfile(name string) (string, error) {
	folded := strings.ToLower(name)
	if !profileName.MatchString(folded) {
		return "", fmt.Errorf("profile %.40q: %w", name, ErrProfileName)
	}
	return folded, nil
}
