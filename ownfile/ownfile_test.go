package ownfile

import (
	"os"
	"path/filepath"
	"testing"
)

func TestReplace(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "kept")
	for _, content := range []string{"old", "the new one", ""} {
		if err := Replace(path, []byte(content)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != content {
			t.Errorf("%q, %v; want %q", got, err, content)
		}
	}
	if names := list(t, dir); len(names) != 1 {
		t.Errorf("temporary files were left beside it: %v", names)
	}
	if err := Replace(filepath.Join(dir, "no", "where"), nil); err == nil {
		t.Error("Replace wrote into a directory that does not exist")
	}
}

// TestReplaceThatFails: there is a directory where the file should go.
func TestReplaceThatFails(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "taken"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Replace(filepath.Join(dir, "taken"), []byte("text")); err == nil {
		t.Error("a directory was replaced")
	}
	if names := list(t, dir); len(names) != 1 {
		t.Errorf("temporary files were left: %v", names)
	}
}

func TestSweep(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{".kept.new", "kept.new", ".12345.new", ".hidden", "kept"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := Beside(filepath.Join(dir, "kept")) // as a writer that is killed leaves it
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	if err := Sweep(dir); err != nil {
		t.Fatal(err)
	}
	if names := list(t, dir); len(names) != 3 {
		t.Errorf("Sweep left %v; want .hidden, kept and kept.new", names)
	}
}

func list(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
