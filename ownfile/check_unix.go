//go:build unix

package ownfile

import (
	"fmt"
	"os"
	"path/filepath"
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
	if mode := info.Mode().Perm(); from.May(mode) {
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

// CheckAbove does the same with every directory above a path, up to the one named last
// or to the root: whoever may write there can put another file in the place of this
// one. A sticky directory, such as /tmp, is accepted. Links are resolved first.
func CheckAbove(path, last string, users ...int) error {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return err
	}
	if resolved, err := filepath.EvalSymlinks(last); err == nil {
		last = resolved
	}
	for dir := filepath.Dir(real); ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err != nil {
			return err
		}
		if info.Mode()&os.ModeSticky == 0 {
			if err := Check(dir, Writing, users...); err != nil {
				return err
			}
		}
		if dir == last || dir == filepath.Dir(dir) {
			return nil
		}
	}
}
