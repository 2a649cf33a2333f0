package fakeplex

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
)

// lateRevertAfter is when the quirk "late-revert" puts the old value back.
const lateRevertAfter = time.Second

// account returns the account with a name.
func (s *Site) account(name string) (*Account, error) {
	for _, a := range s.accounts {
		if a.Name == name {
			return a, nil
		}
	}
	return nil, fmt.Errorf("unknown account %q", name)
}

// Names lists the accounts of the site.
func (s *Site) Names() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var names []string
	for _, a := range s.accounts {
		names = append(names, a.Name)
	}
	return names
}

// Token returns the account's token, the one that is valid at present.
func (s *Site) Token(name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, err := s.account(name)
	if err != nil {
		return ""
	}
	return a.Token
}

// Revoked counts the account's tokens that were ended, by a sign-out or by a
// newer sign-in of the same client.
func (s *Site) Revoked(name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for token := range s.revoked {
		if a := s.ownerOf(token); a != nil && a.Name == name {
			n++
		}
	}
	return n
}

// Store sets values of an account, as an own page does that is not the only one to know
// them.
func (s *Site) Store(name string, values map[string]string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, err := s.account(name)
	if err != nil {
		return err
	}
	maps.Copy(a.values, values)
	return nil
}

// Snapshot returns a copy of everything stored for an account.
func (s *Site) Snapshot(name string) (map[string]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, err := s.account(name)
	if err != nil {
		return nil, err
	}
	return maps.Clone(a.values), nil
}

// Set changes stored values directly, without a page and without any quirk.
func (s *Site) Set(name string, values map[string]string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, err := s.account(name)
	if err != nil {
		return err
	}
	for key := range values {
		if _, ok := a.values[key]; !ok {
			return fmt.Errorf("account %s stores nothing called %q", name, key)
		}
	}
	maps.Copy(a.values, values)
	return nil
}

// Changed lists the keys in which two snapshots differ, sorted.
func Changed(before, after map[string]string) []string {
	var keys []string
	for key, value := range after {
		if before[key] != value {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// store stores what a page sent, unless a quirk prevents it.
func (s *Site) store(a *Account, page string, patch map[string]string) error {
	err := s.keep(a, page, patch)
	if err == nil && s.spend("save-drops", page) {
		hangUp()
	}
	return err
}

// keep is store without the quirk that drops the connection.
func (s *Site) keep(a *Account, page string, patch map[string]string) error {
	if s.has("save-fails", page) || s.has("optimistic", page) {
		return errSaveFailed
	}
	if s.has("save-reverts", page) {
		return nil
	}
	late := s.has("late-revert", page)
	if s.has("library-follows", page) && patch["privacy.optOutPlayback"] != "" {
		patch["privacy.optOutLibraryStats"] = patch["privacy.optOutPlayback"]
	}
	if patch["privacy.adsConsent"] != "" {
		patch["privacy.adsConsentSetAt"] = strconv.FormatInt(time.Now().Unix(), 10)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writesSeen++
	old := map[string]string{}
	for key, value := range patch {
		if _, known := a.values[key]; !known {
			return fmt.Errorf("unknown field %q", key)
		}
		old[key], a.values[key] = a.values[key], value
	}
	if late {
		time.AfterFunc(lateRevertAfter, func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			maps.Copy(a.values, old)
		})
	}
	return nil
}
