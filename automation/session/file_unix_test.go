//go:build unix

package session

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/plexpriv/plexpriv/ownfile"
)

func TestFileOpenToOthers(t *testing.T) {
	ctx := context.Background()
	for name, harm := range map[string]func(dir string) error{
		"file readable by the group":   func(dir string) error { return os.Chmod(sessionFile(dir), 0o640) },
		"file readable by all":         func(dir string) error { return os.Chmod(sessionFile(dir), 0o604) },
		"directory writable by others": func(dir string) error { return os.Chmod(filepath.Dir(sessionFile(dir)), 0o702) },
		"a link to somewhere": func(dir string) error {
			elsewhere := filepath.Join(dir, "elsewhere")
			return errors.Join(os.Rename(sessionFile(dir), elsewhere), os.Symlink(elsewhere, sessionFile(dir)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			saveFile(t, dir, testSession(1, 1))
			if err := harm(dir); err != nil {
				t.Fatal(err)
			}
			f := openFile(dir, testPassphrase)
			if _, err := f.Load(ctx, "default"); !errors.Is(err, ownfile.ErrNotOurs) || !strings.Contains(err.Error(), dir) {
				t.Errorf("Load: %v, want ErrNotOurs and the path", err)
			}
			if err := f.Save(ctx, "default", testSession(2, 1)); !errors.Is(err, ownfile.ErrNotOurs) {
				t.Errorf("Save: %v, want ErrNotOurs", err)
			}
		})
	}
}

func TestFileOfSomebodyElse(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give a file away")
	}
	dir := t.TempDir()
	saveFile(t, dir, testSession(1, 1))
	if err := os.Chown(sessionFile(dir), 12345, -1); err != nil {
		t.Fatal(err)
	}
	if _, err := openFile(dir, testPassphrase).Load(context.Background(), "default"); !errors.Is(err, ownfile.ErrNotOurs) {
		t.Errorf("Load: %v, want ErrNotOurs", err)
	}
}

func TestFileDiskFull(t *testing.T) {
	dir := t.TempDir()
	saveFile(t, dir, testSession(1, 20))
	out, err := child(t, "save-to-full", "DIR="+dir).CombinedOutput()
	if err == nil {
		t.Fatal("a save that could not be written succeeded")
	}
	if text := string(out); !strings.Contains(text, "file too large") || strings.Contains(text, canary) {
		t.Errorf("it said %q", text)
	}
	got, err := openFile(dir, testPassphrase).Load(context.Background(), "default")
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, testSession(1, 20))
	if left := strayFiles(t, dir); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// saveToFullDisk saves in a process that may not write files over 100 bytes. It fails
// in the middle of a write, as on a full disk.
func saveToFullDisk() error {
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 100, Max: 100}); err != nil {
		return err
	}
	return openFile(os.Getenv("DIR"), testPassphrase).Save(context.Background(), "default", testSession(2, 20))
}
