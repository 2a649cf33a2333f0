package session

import (
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"sync"
	"testing"
	"unicode/utf16"

	"github.com/zalando/go-keyring"
)

// fakeKeyring is a keyring in memory that can fail in the ways real ones do. Like a
// real one, it outlives the Keyring that uses it.
type fakeKeyring struct {
	mu      sync.Mutex
	entries map[string]string
	calls   int
	sets    int

	// refuses is the size limit of the system.
	refuses func(service, user, value string) error
	// before is called ahead of every call; if it fails, so does the call, without
	// effect. after is called when the call has had its effect.
	before, after func(call int, op, user string) error
}

func newFake() *fakeKeyring { return &fakeKeyring{entries: map[string]string{}} }

// atMost is a limit on the bytes of a value.
func atMost(limit int) func(_, _, value string) error {
	return func(_, _, value string) error {
		if len(value) > limit {
			return keyring.ErrSetDataTooBig
		}
		return nil
	}
}

// errSilent makes the fake report success and store nothing.
var errSilent = errors.New("kept nothing, says nothing")

// asMacOS counts as go-keyring v0.2.8 does, with its fault exactly at the limit (issue
// 153).
func asMacOS(service, user, value string) error {
	command := fmt.Sprintf("add-generic-password -U -s %s -a '%s' -w '%s'\n", service, user,
		"go-keyring-base64:"+base64.StdEncoding.EncodeToString([]byte(value)))
	if len(command) > 4096 {
		return keyring.ErrSetDataTooBig
	}
	if len(command) == 4096 {
		return errSilent
	}
	return nil
}

// asWindows counts as go-keyring v0.2.8 and wincred v1.2.3 do: a value is a blob of
// bytes, only names become UTF-16. The limits are from wincred.h
// (CRED_MAX_CREDENTIAL_BLOB_SIZE, CRED_MAX_USERNAME_LENGTH).
func asWindows(service, user, value string) error {
	if len(value) > 5*512 || len(service) >= 512 || len(utf16.Encode([]rune(user))) > 513 {
		return keyring.ErrSetDataTooBig
	}
	return nil
}

func (f *fakeKeyring) Set(service, user, value string) error {
	_, err := f.call("set", user, func() (string, error) {
		f.sets++
		if f.refuses != nil {
			if err := f.refuses(service, user, value); err != nil {
				return "", err
			}
		}
		f.entries[user] = value
		return "", nil
	})
	if errors.Is(err, errSilent) {
		return nil
	}
	return err
}

func (f *fakeKeyring) Get(_, user string) (string, error) {
	return f.call("get", user, func() (string, error) {
		value, ok := f.entries[user]
		if !ok {
			return "", keyring.ErrNotFound
		}
		return value, nil
	})
}

func (f *fakeKeyring) Delete(_, user string) error {
	_, err := f.call("delete", user, func() (string, error) {
		if _, ok := f.entries[user]; !ok {
			return "", keyring.ErrNotFound
		}
		delete(f.entries, user)
		return "", nil
	})
	return err
}

func (f *fakeKeyring) call(op, user string, effect func() (string, error)) (string, error) {
	f.mu.Lock()
	f.calls++
	call, before, after := f.calls, f.before, f.after
	f.mu.Unlock()
	if before != nil {
		if err := before(call, op, user); err != nil {
			return "", err
		}
	}
	f.mu.Lock()
	value, err := effect()
	f.mu.Unlock()
	if after != nil {
		if err := after(call, op, user); err != nil {
			return "", err
		}
	}
	return value, err
}

// reset clears counts and faults and keeps the entries.
func (f *fakeKeyring) reset() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls, f.sets, f.before, f.after = 0, 0, nil, nil
}

func (f *fakeKeyring) made() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls
}

func (f *fakeKeyring) snapshot() map[string]string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return maps.Clone(f.entries)
}

func always() error { return nil }

// openFake opens a keyring as a new process would.
func openFake(t *testing.T, f *fakeKeyring) *Keyring {
	t.Helper()
	return newKeyring(newVault(f, always, 0), t.TempDir())
}
