package automation

import "io/fs"

// Windows has no owner in a FileInfo and no permission bits that mean anything.
// A profile's directories are the person's own by inheritance.
func ownedByUs(fs.FileInfo) bool { return true }

func othersMayWrite(fs.FileInfo) bool { return false }
