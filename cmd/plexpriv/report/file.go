package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
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
	temp, err := create(path)
	if err != nil {
		return err
	}
	return errors.Join(temp.Close(), os.Remove(temp.Name()))
}

// Save writes a report, readable for its owner only: whole, or not at all.
func Save(path string, content []byte) error {
	// It may have come to be while the run was at work.
	if err := mayReplace(path); err != nil {
		return err
	}
	temp, err := create(path)
	if err != nil {
		return err
	}
	_, err = temp.Write(content)
	if err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write the report: %w", errors.Join(err, os.Remove(temp.Name())))
	}
	return nil
}

// create makes a file beside path. The name begins with a dot, and its mode is 0600.
func create(path string) (*os.File, error) {
	temp, err := os.CreateTemp(filepath.Dir(path), ".plexpriv-report-*")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s %w: there is no directory %s", path, ErrNoPlace, filepath.Dir(path))
	}
	if err != nil {
		return nil, fmt.Errorf("write a report to %s: %w", filepath.Dir(path), err)
	}
	return temp, nil
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
