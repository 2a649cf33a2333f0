package report

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestCheckTargetAndSave(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	link := filepath.Join(dir, "link.html")
	if err := os.Symlink(file("aim.txt", "notes"), link); err != nil {
		t.Skip(err)
	}
	for name, c := range map[string]struct {
		path string
		want error
	}{
		"a new file":             {filepath.Join(dir, "new.html"), nil},
		"an earlier report":      {file("old.html", "<!doctype html>\n"+generator), nil},
		"an empty file":          {file("empty.html", ""), nil},
		"somebody's file":        {file("mine.html", "<p>hello"), ErrNotAReport},
		"the word far below":     {file("long.html", string(make([]byte, 5000))+generator), ErrNotAReport},
		"a directory":            {dir, ErrNotAFile},
		"a link":                 {link, ErrNotAFile},
		"in no directory":        {filepath.Join(dir, "nowhere", "x.html"), ErrNotAFile},
		"in what is a file":      {filepath.Join(dir, "aim.txt", "x.html"), errors.ErrUnsupported},
		"a directory to be made": {filepath.Join(dir, "nowhere") + "/", ErrNotAFile},
	} {
		for what, err := range map[string]error{"CheckTarget": CheckTarget(c.path), "Save": Save(c.path, []byte(generator+"new"))} {
			switch {
			case c.want == nil && err != nil, c.want != nil && err == nil, (c.want == ErrNotAReport || c.want == ErrNotAFile) && !errors.Is(err, c.want):
				t.Errorf("%s: %s returned %v, want %v", name, what, err, c.want)
			}
		}
		if c.want != nil {
			continue
		}
		content, err := os.ReadFile(c.path)
		fi, _ := os.Stat(c.path)
		if err != nil || string(content) != generator+"new" || fi.Mode().Perm() != 0o600 {
			t.Errorf("%s: the file contains %q, has mode %v, error %v", name, content, fi.Mode(), err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".plexpriv-*")); len(left) > 0 {
		t.Errorf("temporary files are left: %v", left)
	}
}
