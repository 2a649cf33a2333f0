package ownfile

import (
	"errors"
	"os"
)

// ErrNotOurs says that other users of the machine can read or write a file.
var ErrNotOurs = errors.New("others can get at it")

// Others is what other users of the machine must not be able to do; 0: no limit.
type Others os.FileMode

// May says whether a mode lets them do it. On Windows, modes mean nothing.
func (o Others) May(mode os.FileMode) bool { return mode.Perm()&os.FileMode(o) != 0 }

const (
	// Writing is for files whose content is trusted, such as a journal.
	Writing Others = 0o022
	// Access is for secret files, also encrypted ones: whoever can read one can guess
	// its passphrase for as long as they like.
	Access Others = 0o077
)
