package session

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"

	"filippo.io/age"
)

// seal encrypts an encoded session. The profile's name goes in with it: age
// binds nothing else, and two files that changed places would sign in to the
// wrong account.
func (f *File) seal(profile, passphrase string, data []byte) ([]byte, error) {
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, fmt.Errorf("encrypt session: %w", err)
	}
	recipient.SetWorkFactor(f.workFactor)
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, recipient)
	if err != nil {
		return nil, fmt.Errorf("encrypt session: %w", err)
	}
	if _, err := w.Write(append([]byte(profile+"\n"), data...)); err != nil {
		return nil, fmt.Errorf("encrypt session: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("encrypt session: %w", err)
	}
	return sealed.Bytes(), nil
}

func (f *File) unseal(profile, passphrase string, sealed []byte) (*Session, error) {
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, fmt.Errorf("decrypt session: %w", err)
	}
	// A file that wants much more work than ours do is not ours, and would keep
	// the machine busy for minutes.
	identity.SetMaxWorkFactor(f.workFactor + 2)
	r, err := age.Decrypt(bytes.NewReader(sealed), identity)
	if noMatch, ok := errors.AsType[*age.NoIdentityMatchError](err); ok && slices.Equal(noMatch.StanzaTypes, []string{"scrypt"}) {
		return nil, ErrPassphrase
	}
	if err != nil {
		return nil, fmt.Errorf("%w: age does not open it: %s", ErrDamaged, err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%w: age does not open it: %s", ErrDamaged, err)
	}
	owner, data, ok := bytes.Cut(plain, []byte("\n"))
	if !ok || string(owner) != profile {
		return nil, fmt.Errorf("%w: it belongs to another profile", ErrDamaged)
	}
	s, err := Decode(data)
	if err != nil {
		return nil, err
	}
	f.remember(profile, passphrase)
	return s, nil
}

func (f *File) remember(profile, passphrase string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.opened[profile] = sha256.Sum256([]byte(passphrase))
}

func (f *File) remembers(profile, passphrase string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	sum, ok := f.opened[profile]
	return ok && sum == sha256.Sum256([]byte(passphrase))
}
