package journal

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// Journal is the journal of one account under one profile. It is safe for concurrent
// use by goroutines; only one process at a time may append.
type Journal struct {
	dir, profile, id string
	// recovered says that a damaged journal is read and written all the same.
	recovered bool

	mu sync.Mutex
	// path and account (a hash) are empty until there is a salt.
	path, account string
	content       content
	lock          *flock.Flock
	file          *os.File
	// stale says that the file must be read again.
	stale bool
	// broken is the reason why nothing more may be appended.
	broken error
}

// Open reads the journal of an account under a profile. It creates nothing: a journal
// that does not exist has no records, and the first Lock and Append create it and dir.
//
// A damaged journal, a newer format and another account's journal are errors
// ([DamageError], [VersionError], [AccountError]). None of them changes anything on
// disk.
func Open(dir, profile, accountID string) (*Journal, error) {
	j, err := open(dir, profile, accountID)
	if err != nil {
		return nil, err
	}
	if d := j.Damage(); d != nil {
		return nil, d
	}
	return j, nil
}

// Recover opens a damaged journal. It has the records that can be read; Damage says
// what is lost. It can be appended to.
func Recover(dir, profile, accountID string) (*Journal, error) {
	j, err := open(dir, profile, accountID)
	if err != nil {
		return nil, err
	}
	j.recovered = true
	return j, nil
}

func open(dir, profile, accountID string) (*Journal, error) {
	profile, err := foldProfile(profile)
	if err != nil {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	if accountID == "" {
		return nil, fmt.Errorf("open journal of profile %s: no account id", profile)
	}
	j := &Journal{dir: dir, profile: profile, id: accountID}
	salt, err := readSalt(dir)
	if err == nil && salt != nil {
		j.name(salt)
		err = j.load()
	}
	if err != nil {
		return nil, fmt.Errorf("open journal of profile %s: %w", profile, err)
	}
	return j, nil
}

func (j *Journal) name(salt []byte) {
	j.account = accountHash(salt, j.id)
	j.path = filepath.Join(j.dir, j.profile+"."+j.account[:nameDigits]+suffix)
}

// load reads the file, if it exists.
func (j *Journal) load() error {
	data, err := os.ReadFile(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		j.content = content{}
		return nil
	}
	if err != nil {
		return err
	}
	if err := errors.Join(checkOwner(j.dir), checkOwner(j.path)); err != nil {
		return err
	}
	c := scan(data)
	if h := c.header; h != nil && (h.Account != j.account || h.Profile != j.profile) {
		return &AccountError{Path: j.path, Profile: h.Profile}
	}
	if c.newer != 0 {
		return &VersionError{Path: j.path, Format: c.newer}
	}
	j.content = c
	return nil
}

// Damage returns what cannot be read; nil if the journal is whole. A last line that a
// crash left unfinished is not damage.
func (j *Journal) Damage() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.damage()
}

func (j *Journal) damage() error {
	if len(j.content.lost) == 0 {
		return nil
	}
	return &DamageError{Path: j.path, Lost: append([]Loss(nil), j.content.lost...), Records: len(j.content.records)}
}

// Torn says that a crash or a full disk cut off the last write. That record is not in
// the journal, and nothing else is missing.
func (j *Journal) Torn() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.content.torn
}

// Records returns the records that can be read, oldest first, headers included.
func (j *Journal) Records() []Record {
	j.mu.Lock()
	defer j.mu.Unlock()
	return append([]Record(nil), j.content.records...)
}

// Path returns the journal's file, for messages; empty before the first Lock in a state
// directory.
func (j *Journal) Path() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.path
}

// Lock lets only this process append until Close, and reads what others have appended
// since Open. If another process is about to finish, it waits a moment; then it fails
// with ErrLocked. A run locks before it reads any page, so that two runs never change
// one account at the same time.
func (j *Journal) Lock(ctx context.Context) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.lock != nil {
		return nil
	}
	if err := j.hold(ctx); err != nil {
		return fmt.Errorf("lock journal of profile %s: %w", j.profile, err)
	}
	return nil
}

// lockWait is longer than another command's [Journal.Busy] holds the lock.
const lockWait = time.Second

func (j *Journal) hold(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, lockWait, ErrLocked)
	defer cancel()
	if err := makeDir(j.dir); err != nil {
		return err
	}
	if j.path == "" {
		salt, err := makeSalt(ctx, j.dir)
		if err != nil {
			return err
		}
		j.name(salt)
	}
	lock := flock.New(j.lockPath())
	if _, err := lock.TryLockContext(ctx, lockEvery); err != nil {
		lock.Close()
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return err
	}
	// The lock file is never removed: otherwise two processes could lock two files of
	// the same name.
	if err := j.load(); err != nil {
		lock.Close()
		return err
	}
	if d := j.damage(); d != nil && !j.recovered {
		lock.Close()
		return d
	}
	j.lock = lock
	return nil
}

func (j *Journal) lockPath() string {
	return j.path[:len(j.path)-len(suffix)] + ".lock"
}

// Busy says whether another process holds the lock. If so, a run that looks interrupted
// is still under way.
func (j *Journal) Busy() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.lock != nil || j.path == "" {
		return false
	}
	if _, err := os.Stat(j.lockPath()); err != nil {
		return false
	}
	lock := flock.New(j.lockPath())
	defer lock.Close()
	free, err := lock.TryRLock()
	return err == nil && !free
}

// Close releases the lock.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	var err error
	if j.file != nil {
		err = j.file.Close()
	}
	if j.lock != nil {
		err = errors.Join(err, j.lock.Close())
	}
	j.file, j.lock = nil, nil
	if err != nil {
		return fmt.Errorf("close journal: %w", err)
	}
	return nil
}

// Account returns the hash of the account; empty before the first Lock in a state
// directory.
func (j *Journal) Account() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.account
}
