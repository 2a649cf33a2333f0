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

// ErrNotAReport means that the file exists and is not a report of plexpriv.
var ErrNotAReport = errors.New("is there already and is not a report of plexpriv")

// ErrNotAFile means that the path does not name a file in a directory that exists.
var ErrNotAFile = errors.New("cannot be a report")

// CheckTarget finds out before a run whether a report can be written to path. It leaves
// no file behind. An earlier report may be replaced; any other file is ErrNotAReport.
func CheckTarget(path string) error {
	if err := checkReplaceable(path); err != nil {
		return err
	}
	temp, err := ownfile.Beside(path)
	if err != nil {
		return unwritableError(path, err)
	}
	return errors.Join(temp.Close(), os.Remove(temp.Name()))
}

// Save writes a report that only its owner can read. The file is written completely or
// not at all.
func Save(path string, content []byte) error {
	// Another file may have been created there during the run.
	if err := checkReplaceable(path); err != nil {
		return err
	}
	if err := ownfile.Replace(path, content); err != nil {
		return unwritableError(path, err)
	}
	return nil
}

func unwritableError(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s %w: there is no directory %s", path, ErrNotAFile, filepath.Dir(path))
	}
	return fmt.Errorf("write a report to %s: %w", filepath.Dir(path), err)
}

func checkReplaceable(path string) error {
	fi, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("look at %s: %w", path, err)
	case !fi.Mode().IsRegular():
		return fmt.Errorf("%s %w: it is no regular file", path, ErrNotAFile)
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
		return fmt.Errorf("%s %w", path, ErrNotAReport)
	}
	return nil
}
