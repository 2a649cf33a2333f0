package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// readNamed reads a file that was named on the command line, of at most most bytes. It may
// belong to anybody: it was handed on, and is only looked at. A name that leads nowhere
// and a file that cannot be what it should be are usage errors; one that may not be read
// is not.
func readNamed(path, what string, most int64) ([]byte, error) {
	text, err := readAtMost(path, most)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, exit.Usagef("there is no file %s", path)
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("read %s: %w", what, err)
	case err != nil:
		return nil, exit.Usagef("read %s: %v", what, err)
	case int64(len(text)) > most:
		return nil, exit.Usagef("%s is too large: %s have at most %d MB", path, what, most>>20)
	}
	return text, nil
}

// readAtMost reads one byte more than most at the most, so that a longer file shows.
func readAtMost(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most+1))
}
