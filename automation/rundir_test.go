package automation

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestSweepKeepsDirectoriesInUse(t *testing.T) {
	root := shortDir(t)
	used, err := newRunDir(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	outside := filepath.Join(t.TempDir(), "precious")
	if err := os.MkdirAll(filepath.Join(outside, "data"), 0o700); err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(root, runDirPrefix+"1")
	link := filepath.Join(root, runDirPrefix+"2")
	file := filepath.Join(root, runDirPrefix+"3")
	other := filepath.Join(root, "other")
	for _, err := range []error{
		os.MkdirAll(filepath.Join(left, "profile", "deep"), 0o700), os.Symlink(outside, link),
		os.WriteFile(file, nil, 0o600), os.Mkdir(other, 0o700),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	keep := []string{used.profile(), link, file, other, filepath.Join(outside, "data")}
	if os.Geteuid() == 0 {
		// A directory of somebody else, which only root can make here.
		foreign := filepath.Join(root, runDirPrefix+"4")
		if err := errors.Join(os.Mkdir(foreign, 0o700), os.Chown(foreign, 65534, 65534)); err != nil {
			t.Fatal(err)
		}
		keep = append(keep, foreign)
	}
	if err := SweepRunDirs(root); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("a leftover directory is still there: %v", err)
	}
	for _, kept := range keep {
		if _, err := os.Lstat(kept); err != nil {
			t.Errorf("a directory that is not ours, or in use, was removed: %v", err)
		}
	}
	if err := used.remove(); err != nil {
		t.Error(err)
	}
}

func TestRunRootMustBePrivate(t *testing.T) {
	root := shortDir(t)
	if err := os.Chmod(root, 0o777); err != nil {
		t.Fatal(err)
	}
	if d, err := newRunDir(t.Context(), root); err == nil {
		t.Errorf("made %s in a directory that anybody can write to", d.path)
	}
	if err := SweepRunDirs(root); err == nil {
		t.Error("swept a directory that anybody can write to")
	}
	link := filepath.Join(shortDir(t), "link")
	if err := os.Symlink(shortDir(t), link); err != nil {
		t.Fatal(err)
	}
	if _, err := newRunDir(t.Context(), link); err == nil {
		t.Error("the run root is a link, and was followed")
	}
}

func TestSweepWithoutAnything(t *testing.T) {
	root := filepath.Join(t.TempDir(), "never", "made")
	if err := SweepRunDirs(root); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(root); !os.IsNotExist(err) {
		t.Error("a sweep created the directory that it was to look at")
	}
}

// Where others may write and no sticky bit keeps them from it, the place of run
// directories could be replaced while a browser uses it.
func TestRunRootBelowWhatOthersMayWrite(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes mean nothing")
	}
	above := shortDir(t)
	root := filepath.Join(above, "root")
	if err := os.Mkdir(root, 0o700); err != nil {
		t.Fatal(err)
	}
	for mode, usable := range map[os.FileMode]bool{0o755: true, 0o777: false, 0o777 | os.ModeSticky: true} {
		if err := os.Chmod(above, mode); err != nil {
			t.Fatal(err)
		}
		if got := RunRootUsable(root); got != usable {
			t.Errorf("below a directory of mode %v: usable %v, want %v", mode, got, usable)
		}
		d, err := newRunDir(t.Context(), root)
		if (err == nil) != usable {
			t.Errorf("below a directory of mode %v: %v", mode, err)
		}
		if d != nil {
			if err := d.remove(); err != nil {
				t.Error(err)
			}
		}
	}
}
