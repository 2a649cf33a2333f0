//go:build unix

package ownfile

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// Check refuses a file or directory that does not belong to one of the given users, or
// that others can read or write (see Others), as ssh does with its files. The error is
// ErrNotOurs and says what to do. It follows links.
func Check(path string, from Others, users ...int) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return check(path, info, from, users...)
}

// check is Check for a file that was looked at already.
func check(path string, info os.FileInfo, from Others, users ...int) error {
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

// CheckAbove checks every directory above a path, up to last or the root, because
// whoever can write there can replace the next one. It accepts sticky directories such
// as /tmp. It resolves links first.
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
