package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A mutant whose text is gone breaks nothing, and one without a test shows nothing. The
// README's promises each have at least one.
func TestMutantsAreUpToDate(t *testing.T) {
	root := filepath.Join("..", "..")
	for _, m := range mutants {
		text, err := os.ReadFile(filepath.Join(root, m.file))
		if err != nil || strings.Count(string(text), m.find) != 1 {
			t.Errorf("%s: %q is there %d times (%v)", m.file, m.find, strings.Count(string(text), m.find), err)
		}
		files, _ := filepath.Glob(filepath.Join(root, m.pkg, "*_test.go"))
		found := false
		for _, file := range files {
			text, err := os.ReadFile(file)
			found = found || err == nil && strings.Contains(string(text), "func "+m.test+"(")
		}
		if !found {
			t.Errorf("there is no %s in %s", m.test, m.pkg)
		}
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, promises, _ := strings.Cut(string(readme), "\n## Promises\n")
	promises, _, _ = strings.Cut(promises, "\n## ")
	for _, row := range regexp.MustCompile(`(?m)^\| ([^|]+\.) \|`).FindAllStringSubmatch(promises, -1) {
		found := false
		for _, m := range mutants {
			found = found || m.promise == row[1]
		}
		if !found {
			t.Errorf("no mutant is about the promise %q", row[1])
		}
	}
}
