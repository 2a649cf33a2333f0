//go:build unix

package journal

import (
	"fmt"
	"os"
	"syscall"
)

// onlyOurs refuses a file or directory that others may write: undo does what
// the journal says.
func onlyOurs(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if open := info.Mode().Perm() & 0o022; open != 0 {
		return fmt.Errorf("%s: %w (mode %04o; chmod go-w %s)", path, ErrPermissions, info.Mode().Perm(), path)
	}
	if owner, ok := info.Sys().(*syscall.Stat_t); ok && int(owner.Uid) != os.Geteuid() {
		return fmt.Errorf("%s: %w (it belongs to user %d, and this is user %d)", path, ErrPermissions, owner.Uid, os.Geteuid())
	}
	return nil
}
