//go:build unix

package session

import (
	"fmt"
	"os"
	"syscall"
)

// onlyOurs refuses a file or directory that others may read or write, as ssh
// does with keys. The content is encrypted; but who can read it can guess
// passphrases for as long as they like.
func onlyOurs(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if open := info.Mode().Perm() & 0o077; open != 0 {
		return fmt.Errorf("%w: %s has mode %04o (chmod go= %s)", ErrPermissions, path, info.Mode().Perm(), path)
	}
	if owner, ok := info.Sys().(*syscall.Stat_t); ok && int(owner.Uid) != os.Geteuid() {
		return fmt.Errorf("%w: %s belongs to user %d, and this is user %d", ErrPermissions, path, owner.Uid, os.Geteuid())
	}
	return nil
}
