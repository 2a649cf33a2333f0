package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/manual"
)

func TestManual(t *testing.T) {
	s := newFakeWorld(t)
	s.env["SOURCE_DATE_EPOCH"] = "1767225600"
	dir := filepath.Join(t.TempDir(), "man1")
	if code := s.run("man", "--dir", dir); code != exit.OK {
		t.Fatalf("exit code %d, %s", code, s.err.String())
	}
	for _, c := range newApp(s.World).Commands {
		text, err := os.ReadFile(filepath.Join(dir, "plexpriv-"+c.Name+".1"))
		if (err == nil) == c.Hidden {
			t.Errorf("%s: %v, hidden %v", c.Name, err, c.Hidden)
		}
		if c.Hidden {
			continue
		}
		page := strings.ReplaceAll(string(text), `\-`, "-")
		want := []string{`.TH "PLEXPRIV-` + strings.ToUpper(c.Name) + `" 1 2026-01-01`, "plexpriv-" + c.Name + " - ", `.SS "Examples"`, `.SS "Exit codes"`}
		for _, f := range c.VisibleFlags() {
			want = append(want, "--"+f.Names()[0])
		}
		for _, w := range want {
			if !strings.Contains(page, w) {
				t.Errorf("%s: no %q", c.Name, w)
			}
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, "plexpriv.1"))
	for _, topic := range manual.Topics {
		if err != nil || !strings.Contains(string(text), "\n.SH \""+manual.Escape(strings.ToUpper(strings.ReplaceAll(topic, "-", " ")))+"\"\n") {
			t.Errorf("the manual page has no section for the topic %s, %v", topic, err)
		}
	}
	lintManual(t, dir)
	s.expectNothingOpened(t)
}

// lintManual checks the pages with mandoc and groff, if they are installed.
func lintManual(t *testing.T, dir string) {
	t.Helper()
	pages, _ := filepath.Glob(filepath.Join(dir, "*.1"))
	if mandoc, err := exec.LookPath("mandoc"); err == nil {
		if out, err := exec.Command(mandoc, append([]string{"-Tlint", "-Wstyle"}, pages...)...).CombinedOutput(); err != nil {
			t.Errorf("mandoc: %v\n%s", err, out)
		}
	}
	if groff, err := exec.LookPath("groff"); err == nil {
		if out, err := exec.Command(groff, append([]string{"-man", "-ww", "-z", "-Tutf8"}, pages...)...).CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("groff: %v\n%s", err, out)
		}
	}
}

func TestManualRefusesBadArguments(t *testing.T) {
	s := newFakeWorld(t)
	for args, want := range map[string]string{
		"man aply":              "did you mean apply?",
		"man --dir x apply":     "--dir writes all pages",
		"man --dir= ":           "empty value",
		"man --dir /dev/null/x": "write the manual",
	} {
		if code := s.run(strings.Fields(args)...); code == exit.OK || !strings.Contains(s.err.String(), want) {
			t.Errorf("%s: exit code %d, %q", args, code, s.err.String())
		}
	}
	s.env["SOURCE_DATE_EPOCH"] = "today"
	if code := s.run("man"); code != exit.Usage {
		t.Errorf("exit code %d, want %d", code, exit.Usage)
	}
}
