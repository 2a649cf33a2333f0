//go:build unix

package main

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// onlyWeWrite refuses a file or directory that others may write to.
func onlyWeWrite(path string, uid int) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if open := info.Mode().Perm() & 0o022; open != 0 {
		return fmt.Errorf("%s may be written by others: %w (mode %04o; chmod go-w %s)", path, fs.ErrPermission, info.Mode().Perm(), path)
	}
	if owner, ok := info.Sys().(*syscall.Stat_t); ok && int(owner.Uid) != uid && owner.Uid != 0 {
		return fmt.Errorf("%s belongs to user %d, and this is user %d: %w", path, owner.Uid, uid, fs.ErrPermission)
	}
	return nil
}
