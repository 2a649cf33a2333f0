//go:build unix

package ownfile

import (
	"fmt"
	"os"
	"slices"
	"syscall"
)

// Check refuses a file or directory that does not belong to one of the users
// named, or that others can get at, as ssh does with its files; the error is
// ErrNotOurs and says what to do. Links are followed.
func Check(path string, from Others, users ...int) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	mode := info.Mode().Perm()
	if mode&os.FileMode(from) != 0 {
		mend := "go-w"
		if from == Access {
			mend = "go="
		}
		return fmt.Errorf("%s: %w: it has mode %04o (chmod %s %s)", path, ErrNotOurs, mode, mend, path)
	}
	if owner, ok := info.Sys().(*syscall.Stat_t); ok && !slices.Contains(users, int(owner.Uid)) {
		return fmt.Errorf("%s: %w: it belongs to user %d, and this is user %d", path, ErrNotOurs, owner.Uid, users[0])
	}
	return nil
}
