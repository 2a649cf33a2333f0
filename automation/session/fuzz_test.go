package session

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"testing"
)

// Whatever is in the keyring, Load returns a session or an error of this package, and
// never says that a damaged session does not exist.
func FuzzKeyringEntries(f *testing.F) {
	data, err := Encode(testSession(1, 1))
	if err != nil {
		f.Fatal(err)
	}
	m, err := newManifest("default", slotA, data)
	if err != nil {
		f.Fatal(err)
	}
	part := base64.StdEncoding.EncodeToString(data)
	f.Add(m.String(), part, "")
	f.Add(m.String(), part[:40], part[40:])
	f.Add(m.String(), part+"\n", part)
	f.Add(`{"format":1,"profile":"default","slot":"b","parts":64,"size":119985}`, "", "")
	f.Add("", "", "")
	f.Fuzz(func(t *testing.T, manifest, one, two string) {
		ring := newFake()
		for _, s := range []slot{slotA, slotB} {
			ring.entries[parts{profile: "default", slot: s}.entry(0)] = one
			ring.entries[parts{profile: "default", slot: s}.entry(1)] = two
		}
		ring.entries[manifestEntry("default")] = manifest
		ring.entries[indexEntry] = two
		// No time limit, because the fake always answers.
		k := newKeyring(newVault(ring, always, 0), t.TempDir())
		s, err := k.Load(context.Background(), "default")
		if err == nil {
			_, _ = fmt.Sprint(s), s.Secrets()
			return
		}
		if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewerFormat) {
			t.Fatalf("an error that callers cannot tell apart: %v", err)
		}
		// A damaged profile can be replaced, one of a newer version cannot.
		err = k.Save(context.Background(), "default", testSession(2, 1))
		if err != nil && !errors.Is(err, ErrNewerFormat) {
			t.Fatalf("a damaged session cannot be replaced: %v", err)
		}
	})
}

// FuzzUnseal opens files that we did not write.
func FuzzUnseal(f *testing.F) {
	store := openFile(f.TempDir(), testPassphrase)
	data, err := Encode(testSession(1, 1))
	if err != nil {
		f.Fatal(err)
	}
	for _, plain := range [][]byte{data, nil, []byte("no session")} {
		sealed, err := store.sealer.seal("default", testPassphrase, plain)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(sealed)
		f.Add(sealed[:len(sealed)/2])
	}
	f.Add([]byte("age-encryption.org/v1\n-> scrypt bm8gc2FsdCBhdCBhbGwhIQ 22\n\n--- \n"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, sealed []byte) {
		s, err := store.sealer.unseal("default", testPassphrase, sealed)
		switch {
		case err == nil:
			_ = fmt.Sprint(s)
		case !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrPassphrase) && !errors.Is(err, ErrNewerFormat):
			t.Fatalf("an error that callers cannot tell apart: %v", err)
		}
		noSecret(t, err)
	})
}

// FuzzUnsealBody fuzzes what is behind the encryption, which stops FuzzUnseal.
func FuzzUnsealBody(f *testing.F) {
	store := openFile(f.TempDir(), testPassphrase)
	data, err := Encode(testSession(1, 1))
	if err != nil {
		f.Fatal(err)
	}
	f.Add("default", data)
	f.Add("other", data)
	f.Add("default\ndefault", data[:30])
	f.Add("", []byte{})
	f.Fuzz(func(t *testing.T, owner string, body []byte) {
		sealed, err := store.sealer.seal(owner, testPassphrase, body)
		if err != nil {
			t.Fatal(err)
		}
		_, err = store.sealer.unseal("default", testPassphrase, sealed)
		if err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewerFormat) {
			t.Fatalf("an error that callers cannot tell apart: %v", err)
		}
	})
}
