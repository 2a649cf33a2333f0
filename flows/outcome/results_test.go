package outcome

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"
)

// TestEveryResultHasItsStanding reads the constants from the source. A result without a
// row in the table would count as fine and as no trouble.
func TestEveryResultHasItsStanding(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "results.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	ast.Inspect(file, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok || v.Type == nil {
			return true
		}
		if id, ok := v.Type.(*ast.Ident); !ok || id.Name != "Result" {
			return true
		}
		named += len(v.Names)
		return true
	})
	if named != len(standings) || named == 0 {
		t.Errorf("%d results are declared, but %d have a row in the table", named, len(standings))
	}
	seen, onPage := map[int]Result{}, map[int]Result{}
	for _, s := range standings {
		if other, taken := seen[s.severity]; taken {
			t.Errorf("%s and %s have the same severity, so nothing decides which is reported first", s.Result, other)
		}
		seen[s.severity] = s.Result
		if other, taken := onPage[s.page]; taken {
			t.Errorf("%s and %s have the same place on a page, so nothing decides which stands for it", s.Result, other)
		}
		onPage[s.page] = s.Result
		if s.trouble != (s.tone == Bad) {
			t.Errorf("%s has the tone %q, and trouble is %v", s.Result, s.tone, s.trouble)
		}
		if s.tone == "" {
			t.Errorf("%s has no tone", s.Result)
		}
		if s.trouble && s.fine {
			t.Errorf("%s is both fine and trouble", s.Result)
		}
		if s.wrote && !s.trouble {
			t.Errorf("%s was written and is not as wanted, but is no trouble", s.Result)
		}
	}
}
