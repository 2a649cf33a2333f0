package session

import (
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"filippo.io/age"
)

// openFile returns a File store with a scrypt cost that is too low for anything but a
// test.
func openFile(dir, passphrase string) *File {
	f := NewFile(filepath.Join(dir, "sessions"), func(context.Context) (string, error) { return passphrase, nil })
	f.sealer.workFactor = 2
	return f
}

func sessionFile(dir string) string { return filepath.Join(dir, "sessions", "session-default.age") }

func saveFile(t *testing.T, dir string, s *Session) {
	t.Helper()
	if err := openFile(dir, testPassphrase).Save(context.Background(), "default", s); err != nil {
		t.Fatal(err)
	}
}

func TestFileIsSealedAndPrivate(t *testing.T) {
	dir := t.TempDir()
	saveFile(t, dir, testSession(1, 3))
	content, err := os.ReadFile(sessionFile(dir))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(content, []byte("age-encryption.org/v1\n-> scrypt ")) {
		t.Errorf("the file is not one of age: it begins with %.40q", content)
	}
	// What is encrypted is compressed before, so the secret itself would not show.
	encoded, err := Encode(testSession(1, 3))
	if err != nil {
		t.Fatal(err)
	}
	for _, clear := range [][]byte{[]byte(canary), []byte("plex"), encoded, encoded[headerSize:], []byte("default\n")} {
		if bytes.Contains(content, clear) {
			t.Errorf("the file has this in the clear: %.40q", clear)
		}
	}
	for at := range content {
		if _, err := Decode(content[at:]); err == nil {
			t.Errorf("without the passphrase, the file can be decoded from byte %d on", at)
		}
		if plain, _ := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(content[at:])), maxPlain)); bytes.Contains(plain, []byte(canary)) {
			t.Errorf("without the passphrase, the file can be unpacked from byte %d on", at)
		}
	}
	if runtime.GOOS == "windows" {
		return
	}
	for path, want := range map[string]os.FileMode{sessionFile(dir): 0o600, filepath.Dir(sessionFile(dir)): 0o700} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", path, got, want)
		}
	}
}

func TestFileWrongPassphrase(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	saveFile(t, dir, testSession(1, 3))
	before, _ := os.ReadFile(sessionFile(dir))

	for _, passphrase := range []string{canary + " wrong", ""} {
		other := openFile(dir, passphrase)
		if _, err := other.Load(ctx, "default"); !errors.Is(noSecret(t, err), ErrPassphrase) {
			t.Errorf("Load: %v, want ErrPassphrase", err)
		}
		if err := other.Save(ctx, "default", testSession(2, 1)); !errors.Is(noSecret(t, err), ErrPassphrase) {
			t.Errorf("Save: %v, want ErrPassphrase", err)
		}
	}
	if after, _ := os.ReadFile(sessionFile(dir)); !bytes.Equal(before, after) {
		t.Error("the file was changed")
	}
	if err := openFile(dir, canary+" lost").Delete(ctx, "default"); err != nil {
		t.Errorf("Delete: %v; a person who lost the passphrase must be able to log out", err)
	}
}

// A store that has opened the file before still notices that it now gets another
// passphrase.
func TestFilePassphraseChangesWithinOneRun(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	passphrase := testPassphrase
	f := openFile(dir, "")
	f.passphrase = func(context.Context) (string, error) { return passphrase, nil }
	for generation := 1; generation <= 2; generation++ {
		if err := f.Save(ctx, "default", testSession(generation, 1)); err != nil {
			t.Fatal(err)
		}
	}
	passphrase = "mistyped"
	if err := f.Save(ctx, "default", testSession(3, 1)); !errors.Is(err, ErrPassphrase) {
		t.Errorf("Save: %v, want ErrPassphrase", err)
	}
}

func TestFileAsksOnlyWhenNeeded(t *testing.T) {
	ctx := context.Background()
	f := NewFile(t.TempDir(), func(context.Context) (string, error) {
		t.Error("the passphrase was asked for")
		return "", errors.New("nobody there")
	})
	f.Load(ctx, "default")
	f.Profiles(ctx)
	f.Delete(ctx, "default")
}

func TestFileNobodyToAsk(t *testing.T) {
	nobody := errors.New("no terminal")
	f := NewFile(t.TempDir(), func(context.Context) (string, error) { return "", nobody })
	if err := f.Save(context.Background(), "default", testSession(1, 1)); !errors.Is(err, nobody) {
		t.Errorf("Save: %v, want what the caller's function said", err)
	}
}

func TestFileDamaged(t *testing.T) {
	ctx := context.Background()
	toSomeoneElse := func() []byte {
		key, err := age.GenerateX25519Identity()
		if err != nil {
			t.Fatal(err)
		}
		var sealed bytes.Buffer
		w, err := age.Encrypt(&sealed, key.Recipient())
		if err != nil {
			t.Fatal(err)
		}
		w.Close()
		return sealed.Bytes()
	}
	for name, harm := range map[string]func(content, other []byte) []byte{
		"empty":            func(_, _ []byte) []byte { return nil },
		"cut in header":    func(content, _ []byte) []byte { return content[:30] },
		"cut in payload":   func(content, _ []byte) []byte { return content[:len(content)-5] },
		"one other byte":   func(content, _ []byte) []byte { content[len(content)-20] ^= 1; return content },
		"header changed":   func(content, _ []byte) []byte { return bytes.Replace(content, []byte("--- "), []byte("--- A"), 1) },
		"something else":   func(_, _ []byte) []byte { return []byte("hello") },
		"for another key":  func(_, _ []byte) []byte { return toSomeoneElse() },
		"another profile":  func(_, other []byte) []byte { return other },
		"more than allows": func(_, _ []byte) []byte { return make([]byte, maxFile+1) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			saveFile(t, dir, testSession(1, 3))
			if err := openFile(dir, testPassphrase).Save(ctx, "other", testSession(2, 3)); err != nil {
				t.Fatal(err)
			}
			content, _ := os.ReadFile(sessionFile(dir))
			other, _ := os.ReadFile(strings.Replace(sessionFile(dir), "default", "other", 1))
			harmed := harm(content, other)
			if err := os.WriteFile(sessionFile(dir), harmed, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := openFile(dir, testPassphrase).Load(ctx, "default")
			if noSecret(t, err); !errors.Is(err, ErrDamaged) {
				t.Errorf("Load: %v, want ErrDamaged", err)
			}
			if now, _ := os.ReadFile(sessionFile(dir)); !bytes.Equal(now, harmed) {
				t.Error("Load changed the file")
			}
			saveFile(t, dir, testSession(3, 1))
			got, err := openFile(dir, testPassphrase).Load(ctx, "default")
			if err != nil {
				t.Fatal(err)
			}
			same(t, got, testSession(3, 1))
		})
	}
}

func TestFileOfNewerPlexpriv(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	saveFile(t, dir, testSession(1, 1))
	data := []byte(generationOf(t, testSession(1, 1)))
	data[0] = envelopeVersion + 1
	sealed, err := openFile(dir, "").sealer.seal("default", testPassphrase, data)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(sessionFile(dir), sealed, 0o600); err != nil {
		t.Fatal(err)
	}
	f := openFile(dir, testPassphrase)
	if _, err := f.Load(ctx, "default"); !errors.Is(err, ErrNewerFormat) {
		t.Errorf("Load: %v, want ErrNewerFormat", err)
	}
	if err := f.Save(ctx, "default", testSession(2, 1)); !errors.Is(err, ErrNewerFormat) {
		t.Errorf("Save: %v, want ErrNewerFormat", err)
	}
	if now, _ := os.ReadFile(sessionFile(dir)); !bytes.Equal(now, sealed) {
		t.Error("what the newer plexpriv stored was changed")
	}
}

func TestFileStraysAreSwept(t *testing.T) {
	dir := t.TempDir()
	saveFile(t, dir, testSession(1, 1))
	for _, act := range []func(*File) error{
		func(f *File) error { return f.Save(context.Background(), "default", testSession(2, 1)) },
		func(f *File) error { return f.Delete(context.Background(), "default") },
	} {
		if err := os.WriteFile(filepath.Join(dir, "sessions", ".default.123.new"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := act(openFile(dir, testPassphrase)); err != nil {
			t.Fatal(err)
		}
		if left := strayFiles(t, dir); len(left) > 0 {
			t.Errorf("left: %v", left)
		}
	}
}

func strayFiles(t *testing.T, dir string) []string {
	t.Helper()
	strays, err := filepath.Glob(filepath.Join(dir, "sessions", ".*.new"))
	if err != nil {
		t.Fatal(err)
	}
	return strays
}
