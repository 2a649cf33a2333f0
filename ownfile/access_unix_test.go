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
