package journal

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"github.com/plexpriv/plexpriv/ownfile"
)

const (
	saltFile  = "salt"
	saltBytes = 32
	suffix    = ".journal"
	// The file name has only a part of the hash; the header has more of it.
	nameDigits   = 16
	headerDigits = 32
)

// Profile names follow the rules of the session store, in lower case. The rule stands here
// again because it is part of this format: names on disk stay if the store changes its own.
var profileName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)

func foldProfile(name string) (string, error) {
	folded := strings.ToLower(name)
	if !profileName.MatchString(folded) {
		return "", fmt.Errorf("%.80q: %w", name, ErrProfileName)
	}
	return folded, nil
}

// accountHash identifies an account on disk.
func accountHash(salt []byte, accountID string) string {
	mac := hmac.New(sha256.New, salt)
	mac.Write([]byte("plexpriv account " + accountID))
	return hex.EncodeToString(mac.Sum(nil))[:headerDigits]
}

// readSalt reads the salt. It returns nil if there is none and no journal needs one.
func readSalt(dir string) ([]byte, error) {
	path := filepath.Join(dir, saltFile)
	salt, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		// With a new salt nobody could find the journals that exist.
		if left, _ := filepath.Glob(filepath.Join(globQuote(dir), "*"+suffix)); len(left) > 0 {
			return nil, fmt.Errorf("read %s: %w", path, ErrSalt)
		}
		return nil, nil
	case err != nil:
		return nil, err
	case len(salt) != saltBytes:
		return nil, fmt.Errorf("read %s: %w", path, ErrSalt)
	}
	return salt, checkOwner(path)
}

// globQuote escapes a directory's name, so that Glob does not read it as a pattern.
func globQuote(dir string) string {
	return strings.NewReplacer(`*`, `[*]`, `?`, `[?]`, `[`, `[[]`).Replace(dir)
}

// makeSalt makes the salt once, even if two first runs start at the same time.
func makeSalt(ctx context.Context, dir string) ([]byte, error) {
	lock := flock.New(filepath.Join(dir, saltFile+".lock"))
	defer lock.Close()
	if _, err := lock.TryLockContext(ctx, lockEvery); err != nil {
		return nil, fmt.Errorf("lock %s: %w", lock.Path(), err)
	}
	if salt, err := readSalt(dir); salt != nil || err != nil {
		return salt, err
	}
	salt := make([]byte, saltBytes)
	rand.Read(salt)
	return salt, ownfile.Replace(filepath.Join(dir, saltFile), salt)
}

// lockEvery is the pause between two tries for a lock that another process holds.
const lockEvery = 20 * time.Millisecond
