package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A mutant whose text is gone breaks nothing, and one without a test shows nothing.
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
}

// Each promise of docs/promises.md and each guard of SECURITY.md has a mutant, and each mutant
// is about one that is still there.
func TestEveryPromiseHasAMutant(t *testing.T) {
	rows := append(rowsOf(t, "docs/promises.md", "Promises"), rowsOf(t, "SECURITY.md", "What is stored where", "Guards, and what they do not cover", "Check it yourself")...)
	if len(rows) < 50 {
		t.Fatalf("only %d rows were found", len(rows))
	}
	used := map[string]bool{}
	for _, row := range rows {
		found := false
		for _, m := range mutants {
			for _, about := range append(m.rows, m.subject()) {
				if strings.HasPrefix(row, about) {
					found, used[about] = true, true
				}
			}
		}
		if !found {
			t.Errorf("no mutant is about the row %q", row)
		}
	}
	for _, m := range mutants {
		for _, about := range append(m.rows, m.subject()) {
			if !used[about] {
				t.Errorf("no row begins with %q", about)
			}
		}
	}
}

// rowsOf returns the first cells of the tables of some sections of a document.
func rowsOf(t *testing.T, file string, sections ...string) (rows []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", file))
	if err != nil {
		t.Fatal(err)
	}
	for _, section := range sections {
		_, part, ok := strings.Cut(string(text), "\n## "+section+"\n")
		if !ok {
			t.Errorf("%s has no section %q", file, section)
		}
		part, _, _ = strings.Cut(part, "\n## ")
		_, table, _ := strings.Cut(part, "\n| --- |")
		for _, row := range regexp.MustCompile(`(?m)^\| ([^|]+?) \|`).FindAllStringSubmatch(table, -1) {
			rows = append(rows, row[1])
		}
	}
	return rows
}
