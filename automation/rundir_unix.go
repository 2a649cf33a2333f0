//go:build !windows

package automation

import (
	"io/fs"
	"os"
	"syscall"
)

func ownedByUs(fi fs.FileInfo) bool {
	st, ok := fi.Sys().(*syscall.Stat_t)
	return ok && int(st.Uid) == os.Geteuid()
}

func othersMayWrite(fi fs.FileInfo) bool { return fi.Mode().Perm()&othersMayAdd != 0 }
