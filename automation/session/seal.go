package session

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"filippo.io/age"
)

// sealer encrypts sessions with age, under a passphrase.
type sealer struct {
	// workFactor is the logarithm of scrypt's cost. 18, age's default, takes one to two
	// seconds.
	workFactor int

	mu sync.Mutex
	// opened has, for each profile, the hash of the passphrase that opened its file.
	// With it, a run that loads and then saves needs scrypt twice, not three times.
	opened map[string][sha256.Size]byte
}

// seal encrypts an encoded session together with the profile's name. age does not
// authenticate the file's name, so two swapped files would otherwise sign in to the
// wrong accounts.
func (s *sealer) seal(profile, passphrase string, data []byte) ([]byte, error) {
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, fmt.Errorf("encrypt session: %w", err)
	}
	recipient.SetWorkFactor(s.workFactor)
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

func (s *sealer) unseal(profile, passphrase string, sealed []byte) (*Session, error) {
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, fmt.Errorf("decrypt session: %w", err)
	}
	// A file with a much higher work factor than ours was not written by us, and would
	// keep the machine busy for minutes.
	identity.SetMaxWorkFactor(s.workFactor + 2)
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
	opened, err := Decode(data)
	if err != nil {
		return nil, err
	}
	s.remember(profile, passphrase)
	return opened, nil
}

func (s *sealer) remember(profile, passphrase string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opened[profile] = sha256.Sum256([]byte(passphrase))
}

func (s *sealer) remembers(profile, passphrase string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	sum, ok := s.opened[profile]
	return ok && sum == sha256.Sum256([]byte(passphrase))
}
