package journal

import (
	"errors"
	"fmt"
	"strings"
)

// Errors that callers tell apart. Each is wrapped with the file it is about.
var (
	// ErrLocked says that another process holds the lock of the account.
	ErrLocked = errors.New("another plexpriv is at work on this account")
	// ErrSalt says that the salt for the names of the files is missing or damaged.
	ErrSalt = errors.New("the salt is gone or damaged, so nobody can tell whose journals these are")
	// ErrProfileName says that a string is not a valid profile name.
	ErrProfileName = errors.New("not a profile name")
)

// VersionError says that a newer plexpriv has written the journal.
type VersionError struct {
	Path   string
	Format int
}

// Error names both formats.
func (e *VersionError) Error() string {
	return fmt.Sprintf("journal %s is in format %d, and this plexpriv reads up to %d; use the newer one", e.Path, e.Format, Format)
}

// AccountError says that a journal belongs to another account or profile.
type AccountError struct {
	Path string
	// Profile is the name in the journal.
	Profile string
}

// Error names the file and the profile in it.
func (e *AccountError) Error() string {
	return fmt.Sprintf("journal %s belongs to another account or profile (%q); nothing was read from it", e.Path, e.Profile)
}

// Loss is a stretch of a journal that cannot be read.
type Loss struct {
	// Line is the number of the line, from 1.
	Line int
	// Why says why it cannot be read.
	Why string
}

// DamageError says which parts of a journal cannot be read. Recover reads the rest.
type DamageError struct {
	Path string
	Lost []Loss
	// Records is how many records can be read.
	Records int
}

// Error names the lines.
func (e *DamageError) Error() string {
	var lines []string
	const most = 5
	for i, l := range e.Lost {
		if i == most {
			lines = append(lines, fmt.Sprintf("and %d more", len(e.Lost)-most))
			break
		}
		lines = append(lines, fmt.Sprintf("line %d: %s", l.Line, l.Why))
	}
	return fmt.Sprintf("journal %s is damaged (%s); %d records can be read", e.Path, strings.Join(lines, "; "), e.Records)
}
