package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/plexpriv/plexpriv/ownfile"
)

// ErrTaken says that a file is there that is not one of our reports.
var ErrTaken = errors.New("is there already and is not a report of plexpriv")

// ErrNoPlace says that a path does not name a file in a directory that exists.
var ErrNoPlace = errors.New("cannot be a report")

// CheckTarget finds out whether a report can be written to path, before a run
// begins. It leaves nothing behind. A report that is there will be replaced;
// anything else is not touched (ErrTaken).
func CheckTarget(path string) error {
	if err := mayReplace(path); err != nil {
		return err
	}
	temp, err := ownfile.Beside(path)
	if err != nil {
		return unwritable(path, err)
	}
	return errors.Join(temp.Close(), os.Remove(temp.Name()))
}

// Save writes a report, readable for its owner only: whole, or not at all.
func Save(path string, content []byte) error {
	// It may have come to be while the run was at work.
	if err := mayReplace(path); err != nil {
		return err
	}
	if err := ownfile.Replace(path, content); err != nil {
		return unwritable(path, err)
	}
	return nil
}

func unwritable(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s %w: there is no directory %s", path, ErrNoPlace, filepath.Dir(path))
	}
	return fmt.Errorf("write a report to %s: %w", filepath.Dir(path), err)
}

func mayReplace(path string) error {
	fi, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("look at %s: %w", path, err)
	case !fi.Mode().IsRegular():
		return fmt.Errorf("%s %w: it is no regular file", path, ErrNoPlace)
	case fi.Size() == 0:
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("look at %s: %w", path, err)
	}
	defer f.Close()
	const head = 1024
	start, err := io.ReadAll(io.LimitReader(f, head))
	if err != nil {
		return fmt.Errorf("look at %s: %w", path, err)
	}
	if !bytes.Contains(start, []byte(generator)) {
		return fmt.Errorf("%s %w", path, ErrTaken)
	}
	return nil
}
