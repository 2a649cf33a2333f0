package fakeplex

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestEveryStrictRowIsHeld compares the table in doc.go with the quirks and the tests: each
// row names a quirk that there is, and a test that holds the behavior without it.
func TestEveryStrictRowIsHeld(t *testing.T) {
	tests := strictTests(t)
	rows := strictRows(t)
	if len(rows) < 10 {
		t.Fatalf("only %d rows in the table of doc.go", len(rows))
	}
	for _, r := range rows {
		if r.seen == "" {
			t.Errorf("%q: where was it seen?", r.behavior)
		}
		if r.quirk != "-" && !slices.Contains(KnownQuirks, r.quirk) {
			t.Errorf("%q: there is no quirk %q", r.behavior, r.quirk)
		}
		if !slices.Contains(tests, r.test) {
			t.Errorf("%q: there is no test %q in a file strict_*_test.go", r.behavior, r.test)
		}
	}
}

type strictRow struct{ behavior, seen, quirk, test string }

func strictRows(t *testing.T) []strictRow {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(file.Doc.Text(), "| test\n")
	var out []strictRow
	begun := ""
	for line := range strings.Lines(table) {
		cells := strings.Split(line, "|")
		if len(cells) != 4 {
			begun = strings.TrimSpace(begun + " " + strings.TrimSpace(line))
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		out = append(out, strictRow{strings.TrimSpace(begun + " " + cells[0]), cells[1], cells[2], cells[3]})
		begun = ""
	}
	return out
}

// strictTests returns the names of the tests that hold the defaults.
func strictTests(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("strict_*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "Test") {
				out = append(out, f.Name.Name)
			}
		}
	}
	return out
}
