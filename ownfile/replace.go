package ownfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// stray is the name of a temporary file that a writer puts beside its target. Whoever
// lists our files skips names that begin with a dot.
const stray = ".*.new"

// Replace writes content to path, with mode 0600. A crash at any moment leaves
// the old content or the new one, and the new one is on the disk when Replace
// returns. Two writers at a time do not mix; the last one wins.
//
// A writer that is killed leaves its own file beside path, which Sweep removes.
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
	// The new content is in place; only whether it survives a crash is uncertain.
	return SyncDir(dir)
}

// Beside makes an empty file in the directory of path, with mode 0600: whoever
// can make one can also replace path. The caller removes it.
func Beside(path string) (*os.File, error) {
	return os.CreateTemp(filepath.Dir(path), stray)
}

// Sweep removes what killed writers left in a directory. The caller makes sure that
// nobody writes there meanwhile.
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

// SyncDir makes durable what was created, renamed or removed in a directory. Windows
// cannot sync a directory and does not need to.
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
