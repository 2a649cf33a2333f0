package ownfile

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestLoadJSON(t *testing.T) {
	type content struct{ Format int }
	valid := func(c *content) bool { return c.Format == 1 }
	path := filepath.Join(t.TempDir(), "kept.json")
	if got, err := LoadJSON(path, valid); got != nil || err != nil {
		t.Errorf("no file: %v, %v", got, err)
	}
	if err := ReplaceJSON(path, content{1}); err != nil {
		t.Fatal(err)
	}
	if got, err := LoadJSON(path, valid); err != nil || got == nil || got.Format != 1 {
		t.Errorf("its own file: %v, %v", got, err)
	}
	for _, text := range []string{"", "{", "[]", `{"Format":2}`, "\xff", "null"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := LoadJSON(path, valid); got != nil || !errors.Is(err, ErrForm) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	if _, err := LoadJSON(t.TempDir(), valid); err == nil || errors.Is(err, ErrForm) {
		t.Errorf("a directory: %v", err)
	}
}
