package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/plexpriv/plexpriv/ownfile"
)

// makeDir makes the directory and syncs its parent.
func makeDir(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return checkOwner(dir)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the journal's directory: %w", err)
	}
	return ownfile.SyncDir(filepath.Dir(dir))
}

// checkOwner refuses a file that others can write to, because undo trusts the journal.
func checkOwner(path string) error {
	return ownfile.Check(path, ownfile.Writing, os.Geteuid())
}
