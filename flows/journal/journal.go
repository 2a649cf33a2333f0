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

// Journal is the record of one account under one profile. It is safe for use by
// several goroutines; of several processes one at a time may append.
type Journal struct {
	dir, profile, id string
	// recovered journals are read and written in spite of damage.
	recovered bool

	mu sync.Mutex
	// path and account, the hash, are empty while there is no salt.
	path, account string
	content
	lock *flock.Flock
	file *os.File
	// stale says that what is on the disk has to be read again.
	stale bool
	// broken is why nothing more may be appended.
	broken error
}

// Open reads the journal of an account under a profile. It creates nothing: a journal
// that does not exist yet has no records; the first Lock and Append create it, and dir.
//
// Damage, a newer format and somebody else's journal are errors ([DamageError],
// [VersionError], [AccountError]); nothing is changed on disk by any of them.
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

// Recover is Open for a journal that is damaged: it has the records that can be
// read, and Damage says what is lost. It can be appended to.
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

// load reads the file, if there is one.
func (j *Journal) load() error {
	data, err := os.ReadFile(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		j.content = content{}
		return nil
	}
	if err != nil {
		return err
	}
	if err := errors.Join(believed(j.dir), believed(j.path)); err != nil {
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

// Damage says what of the journal cannot be read; nil if all of it can. A last
// line that a crash left unfinished is not damage.
func (j *Journal) Damage() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.damage()
}

func (j *Journal) damage() error {
	if len(j.lost) == 0 {
		return nil
	}
	return &DamageError{Path: j.path, Lost: append([]Loss(nil), j.lost...), Records: len(j.records)}
}

// Torn says that the last write was cut off, by a crash or a full disk. The
// record it should have been is not in the journal, and nothing else is missing.
func (j *Journal) Torn() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.torn
}

// Records are the records that can be read, oldest first, headers included.
func (j *Journal) Records() []Record {
	j.mu.Lock()
	defer j.mu.Unlock()
	return append([]Record(nil), j.records...)
}

// Path is the journal's file, for messages; empty before the first Lock in a
// state directory.
func (j *Journal) Path() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.path
}

// Lock makes this process the one that may append, until Close, and reads what
// others have appended since Open. It waits a moment for one that is about to
// finish, then fails with ErrLocked. A run locks before it looks at anything, so
// that two do not change one account at a time.
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

// lockWait is longer than another command takes to see whether the lock is held
// ([Journal.Busy]).
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
	// The lock file stays: removing it would let two hold two files of one name.
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

// Busy says whether another process holds the lock: a run that looks interrupted is
// then still under way.
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

// Close lets others append.
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

// Account is the hash that stands for the account; empty before the first Lock
// in a state directory.
func (j *Journal) Account() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.account
}
