package ownfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// stray is the name of a temporary file that a writer makes beside its target. Code
// that lists our files skips names that begin with a dot.
const stray = ".*.new"

// Replace writes content to path, with mode 0600. After a crash at any moment, the file
// has the old content or the new one; when Replace returns, the new content is on disk.
// Two concurrent writers do not mix; the last one wins.
//
// A writer that is killed leaves a file beside path, which Sweep removes.
func Replace(path string, content []byte) (err error) {
	dir := filepath.Dir(path)
	f, err := Beside(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	// The new content is in place; SyncDir makes it survive a crash.
	return SyncDir(dir)
}

// Beside makes an empty file in the directory of path, with mode 0600. That works
// exactly if path can be replaced. The caller removes the file.
func Beside(path string) (*os.File, error) {
	return os.CreateTemp(filepath.Dir(path), stray)
}

// Sweep removes the files that killed writers left in a directory. The caller makes
// sure that nobody is writing there.
func Sweep(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if ours, _ := filepath.Match(stray, entry.Name()); !ours {
			continue
		}
		if err := os.Remove(filepath.Join(dir, entry.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// SyncDir makes it durable that files in a directory were created, renamed or removed.
// Windows cannot sync a directory and does not need to.
func SyncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
