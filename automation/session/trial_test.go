package session

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/ownfile"
)

func TestTryLeavesNothing(t *testing.T) {
	f := newFake()
	saveAll(t, f, testSession(1, 3))
	before := f.snapshot()
	if err := openFake(t, f).Try(context.Background()); err != nil || !maps.Equal(before, f.snapshot()) {
		t.Errorf("%v; the keyring is not as before", err)
	}
	f.entries[trialEntry] = "left by a crash"
	if err := openFake(t, f).Try(context.Background()); err != nil || !maps.Equal(before, f.snapshot()) {
		t.Errorf("after a crash: %v; the keyring is not as before", err)
	}

	for _, stored := range []bool{false, true} {
		dir := t.TempDir()
		if stored {
			saveFile(t, dir, testSession(1, 3))
		}
		before := tree(t, dir)
		if err := openFile(dir, testPassphrase).Try(context.Background()); err != nil || before != tree(t, dir) {
			t.Errorf("file, a session is there %v: %v; before\n%s\nafter\n%s", stored, err, before, tree(t, dir))
		}
	}
}

// tree returns the name, mode and size of everything below dir.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := os.Lstat(path)
		if err == nil {
			out.WriteString(info.Mode().String() + " " + path + "\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestTryFindsWhatIsWrong(t *testing.T) {
	ctx := context.Background()
	forgetful := newFake()
	forgetful.refuses = func(string, string, string) error { return errSilent }
	stuck := newFake()
	stuck.before = func(_ int, op, _ string) error {
		if op == "delete" {
			return errors.New("no")
		}
		return nil
	}
	for name, f := range map[string]*fakeKeyring{"keeps nothing": forgetful, "keeps for ever": stuck} {
		if err := openFake(t, f).Try(ctx); !errors.Is(err, ErrUnavailable) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := openFile(t.TempDir(), "").Try(ctx); !errors.Is(err, ErrPassphrase) {
		t.Errorf("empty passphrase: %v", err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	dir := t.TempDir()
	saveFile(t, dir, testSession(1, 1))
	if err := os.Chmod(filepath.Join(dir, "sessions"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := openFile(dir, testPassphrase).Try(ctx); !errors.Is(err, ownfile.ErrNotOurs) {
		t.Errorf("open to others: %v", err)
	}
}
