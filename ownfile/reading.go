package ownfile

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// ErrTooBig says that a file is larger than any that we write, or a person would.
var ErrTooBig = errors.New("larger than it can be")

// rootUser may own our files as well, because root can do all that the person can.
const rootUser = 0

// Read reads a file whose content is believed: it decides what is done, or what is
// said of what was done. It refuses one that belongs to somebody else or that others
// can get at, with ErrNotOurs, and one of more than most bytes, with ErrTooBig. It looks
// at the file that it has open, so that no other one can be put in its place.
func Read(path string, from Others, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if err := check(path, info, from, os.Geteuid(), rootUser); err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(text)) > most {
		return nil, fmt.Errorf("%s: %w", path, ErrTooBig)
	}
	return text, nil
}
