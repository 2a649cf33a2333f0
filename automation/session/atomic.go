package session

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

const strayPattern = ".session-*.tmp"

// writeAtomic replaces a file so that a crash at any moment leaves the old
// content or the new one, and the new one is on the disk when it returns. The
// caller holds the directory's lock, so every temporary file found here is the
// remains of a crash.
func writeAtomic(path string, content []byte) (err error) {
	dir := filepath.Dir(path)
	if err := sweep(dir); err != nil {
		return err
	}
	if err := onlyOurs(dir); err != nil {
		return err
	}
	temp, err := os.CreateTemp(dir, strayPattern) // 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			temp.Close()
			os.Remove(temp.Name())
		}
	}()
	if _, err := temp.Write(content); err != nil {
		return err
	}
	if err := temp.Sync(); err != nil {
		return err
	}
	if err := temp.Close(); err != nil {
		return err
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}

// sweep removes temporary files of writers that died.
func sweep(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if stray, _ := filepath.Match(strayPattern, entry.Name()); !stray {
			continue
		}
		if err := os.Remove(filepath.Join(dir, entry.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// syncDir makes a rename last. Windows cannot sync a directory and needs not.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
