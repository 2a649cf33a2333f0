package ownfile

import (
	"errors"
	"os"
)

// ErrNotOurs says that other users of the machine can get at a file.
var ErrNotOurs = errors.New("others can get at it")

// Others is what other users of the machine must not be able to do; 0: they may do
// anything.
type Others os.FileMode

// May says whether a mode lets them do it. On Windows modes mean nothing.
func (o Others) May(mode os.FileMode) bool { return mode.Perm()&os.FileMode(o) != 0 }

const (
	// Writing is for files whose content is trusted, such as a journal.
	Writing Others = 0o022
	// Access is for files that are secret, encrypted ones too: who can read one
	// can guess passphrases for as long as they like.
	Access Others = 0o077
)
