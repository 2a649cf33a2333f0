package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// makeDir makes the directory and makes its being there last.
func makeDir(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return onlyOurs(dir)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the journal's directory: %w", err)
	}
	return syncDir(filepath.Dir(dir))
}

// syncDir makes what was created in a directory last. Windows cannot sync a
// directory and needs not.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
