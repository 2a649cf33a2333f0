//go:build unix

package ownfile

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestCheck(t *testing.T) {
	me := os.Geteuid()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		mode  os.FileMode
		from  Others
		users []int
		want  error
	}{
		{0o600, Access, []int{me}, nil},
		{0o640, Access, []int{me}, ErrNotOurs},
		{0o604, Access, []int{me}, ErrNotOurs},
		{0o644, Writing, []int{me}, nil},
		{0o664, Writing, []int{me}, ErrNotOurs},
		{0o646, Writing, []int{me}, ErrNotOurs},
		{0o600, Access, []int{me + 1}, ErrNotOurs},
		{0o600, Access, []int{me + 1, me}, nil},
	} {
		if err := os.Chmod(path, c.mode); err != nil {
			t.Fatal(err)
		}
		if err := Check(path, c.from, c.users...); !errors.Is(err, c.want) {
			t.Errorf("mode %04o, refused for others %04o, users %v: got %v, want %v", c.mode, c.from, c.users, err, c.want)
		}
	}
	if err := Check(filepath.Join(t.TempDir(), "none"), Access, me); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that does not exist: %v", err)
	}
}

// Read looks at the owner, the mode and the size.
func TestRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := Read(path, Access, 4); err != nil || string(got) != "text" {
		t.Errorf("our own file: %q, %v", got, err)
	}
	if _, err := Read(path, Access, 3); !errors.Is(err, ErrTooBig) {
		t.Errorf("a file that is too big: %v", err)
	}
	for mode, from := range map[os.FileMode]Others{0o622: Writing, 0o620: Writing, 0o644: Access, 0o640: Access} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(path, from, 4); !errors.Is(err, ErrNotOurs) {
			t.Errorf("mode %04o: %v", mode, err)
		}
		if _, err := LoadJSON(path, func(*string) bool { return true }); from == Writing && !errors.Is(err, ErrNotOurs) {
			t.Errorf("JSON with mode %04o: %v", mode, err)
		}
	}
	if os.Geteuid() != 0 {
		t.Skip("only root can give a file away")
	}
	if err := errors.Join(os.Chmod(path, 0o600), os.Chown(path, 4321, 4321)); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(path, Writing, 4); !errors.Is(err, ErrNotOurs) {
		t.Errorf("somebody else's file: %v", err)
	}
}
