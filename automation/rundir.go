package automation

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"github.com/plexpriv/plexpriv/ownfile"
)

const (
	runDirPrefix = "plexpriv-run-"
	runLockName  = "lock"
	// rootLockName is a lock that is held while a run directory has been made but is
	// not locked yet. Without it, a sweep could take the directory for a leftover.
	rootLockName = "plexpriv-run.lock"

	lockWait    = 5 * time.Second
	removeWait  = 5 * time.Second
	retryPause  = 20 * time.Millisecond
	privateMode = 0o700
)

// runDir is the only directory that a browser may write to. Nobody else can read it. A
// lock inside says that it is in use, and it is removed at the end.
type runDir struct {
	path string
	lock *flock.Flock
}

// newRunDir makes a run directory under root. It makes root too, if necessary.
func newRunDir(ctx context.Context, root string) (*runDir, error) {
	if root == "" {
		return nil, errors.New("make a run directory: no place for it was named")
	}
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, fmt.Errorf("make a run directory: %w", err)
	}
	if err := os.MkdirAll(root, privateMode); err != nil {
		return nil, fmt.Errorf("make a place for run directories: %w", err)
	}
	if err := checkPrivate(root); err != nil {
		return nil, err
	}
	unlock, err := lockRoot(ctx, root)
	if err != nil {
		return nil, err
	}
	defer unlock()
	path, err := os.MkdirTemp(root, runDirPrefix+"*")
	if err != nil {
		return nil, fmt.Errorf("make a run directory: %w", err)
	}
	lock := flock.New(filepath.Join(path, runLockName))
	held, err := lock.TryLock()
	if err == nil && !held {
		err = errors.New("somebody else holds it")
	}
	if err != nil {
		_ = os.RemoveAll(path)
		return nil, fmt.Errorf("lock the run directory: %w", err)
	}
	d := &runDir{path: path, lock: lock}
	for _, sub := range []string{d.profile(), d.temp(), d.config(), d.cache(), d.crashes()} {
		if err := os.Mkdir(sub, privateMode); err != nil {
			_ = d.remove()
			return nil, fmt.Errorf("make a run directory: %w", err)
		}
	}
	return d, nil
}

// The names are short because the browser makes a socket under temp, and a socket's
// path may have at most 104 bytes on macOS and 108 on Linux.
func (d *runDir) profile() string { return filepath.Join(d.path, "profile") }
func (d *runDir) temp() string    { return filepath.Join(d.path, "t") }
func (d *runDir) config() string  { return filepath.Join(d.path, "config") }
func (d *runDir) cache() string   { return filepath.Join(d.path, "cache") }
func (d *runDir) crashes() string { return filepath.Join(d.path, "crashes") }

// checkSocketPath reports early a path that would make the browser crash: that of its
// socket may have at most 104 bytes on macOS and 108 on Linux.
func (d *runDir) checkSocketPath() error {
	if runtime.GOOS == "windows" {
		return nil
	}
	limit := 108
	if runtime.GOOS == "darwin" {
		limit = 104
	}
	socket := d.temp() + "/org.chromium.Chromium.XXXXXX/SingletonSocket"
	if len(socket) >= limit {
		return fmt.Errorf("run directory %s: its path is too long for the browser's socket", d.path)
	}
	return nil
}

// remove deletes the directory. The browser's children may still write for a moment
// after the browser has ended, so it retries for a while.
func (d *runDir) remove() error {
	// Windows deletes no open file, so the lock goes first.
	_ = d.lock.Close()
	// The context of a run that was interrupted is over, and the directory goes all the
	// same.
	ctx, cancel := context.WithTimeout(context.Background(), removeWait)
	defer cancel()
	var err error
	_ = Until(ctx, "remove", d.path, retryPause, func(context.Context) (bool, string, error) {
		err = os.RemoveAll(d.path)
		return err == nil, "", nil
	})
	if err != nil {
		return fmt.Errorf("remove the run directory: %w", err)
	}
	return nil
}

// SweepRunDirs removes run directories under root that killed runs have left: ours,
// with a lock that nobody holds.
func SweepRunDirs(root string) error {
	root, err := filepath.Abs(root)
	if err != nil {
		return fmt.Errorf("sweep run directories: %w", err)
	}
	if _, err := os.Lstat(root); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := checkPrivate(root); err != nil {
		return err
	}
	unlock, err := lockRoot(context.Background(), root)
	if err != nil {
		return err
	}
	defer unlock()
	entries, err := os.ReadDir(root)
	if err != nil {
		return fmt.Errorf("sweep run directories: %w", err)
	}
	var errs []error
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), runDirPrefix) {
			errs = append(errs, sweepOne(filepath.Join(root, e.Name())))
		}
	}
	return errors.Join(errs...)
}

func sweepOne(dir string) error {
	fi, err := os.Lstat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("sweep %s: %w", dir, err)
	}
	const anybody = 0
	if !fi.IsDir() || ownfile.Check(dir, anybody, os.Geteuid()) != nil {
		return nil
	}
	lock := flock.New(filepath.Join(dir, runLockName))
	held, err := lock.TryLock()
	if err != nil {
		return fmt.Errorf("sweep %s: %w", dir, err)
	}
	if !held {
		return nil // a run is using it
	}
	return (&runDir{path: dir, lock: lock}).remove()
}

func lockRoot(ctx context.Context, root string) (unlock func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	lock := flock.New(filepath.Join(root, rootLockName), flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, retryPause); err != nil {
		return nil, fmt.Errorf("lock the place of run directories: %w", err)
	}
	return func() { _ = lock.Close() }, nil
}

// RunRootUsable says whether run directories can be made under root: it is ours alone, or
// not there yet. Anybody may have made one of that name where all may write.
func RunRootUsable(root string) bool {
	_, err := os.Lstat(root)
	return errors.Is(err, fs.ErrNotExist) || checkPrivate(root) == nil
}

// checkPrivate refuses a directory in which somebody else could add or replace files, or
// that somebody else could replace.
func checkPrivate(root string) error {
	fi, err := os.Lstat(root)
	if err != nil {
		return fmt.Errorf("look at the place of run directories: %w", err)
	}
	if !fi.IsDir() {
		return fmt.Errorf("place of run directories %s: not a directory", root)
	}
	const rootUser = 0 // can do all that we can
	if ownfile.Check(root, ownfile.Writing, os.Geteuid()) != nil || ownfile.CheckAbove(root, "/", os.Geteuid(), rootUser) != nil {
		return fmt.Errorf("place of run directories %s: somebody else may write there, or above it", root)
	}
	return nil
}
