package e2e

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A type that a reader can hold in mind has few fields, and stands in few files.
const (
	mostFields = 15
	mostFiles  = 3
)

type size struct {
	fields int
	files  map[string]bool
}

// TestTypesCanBeHeldInMind counts the fields of each struct of the product, and the
// files that its methods stand in. Embedded fields count as one: embedding
// something large to save typing shows in the files, not here.
func TestTypesCanBeHeldInMind(t *testing.T) {
	sizes := map[string]*size{}
	for _, dir := range []string{"cmd", "flows", "automation", "selectors", "ownfile"} {
		measure(t, filepath.Join("..", dir), sizes)
	}
	if len(sizes) < 100 {
		t.Fatalf("only %d types found", len(sizes))
	}
	for _, name := range sorted(sizes) {
		s := sizes[name]
		if s.fields > mostFields {
			t.Errorf("%s has %d fields, and %d at most are allowed: part it by who owns them", name, s.fields, mostFields)
		}
		if len(s.files) > mostFiles {
			t.Errorf("the methods of %s stand in %d files, and %d at most are allowed: which of them need only a part of it?", name, len(s.files), mostFiles)
		}
	}
}

func sorted(sizes map[string]*size) []string {
	var names []string
	for n := range sizes {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// measure reads the product's own files below a directory, for every system.
func measure(t *testing.T, root string, sizes map[string]*size) {
	t.Helper()
	at := func(dir, name string) *size {
		key := filepath.ToSlash(strings.TrimPrefix(dir, ".."+string(filepath.Separator))) + "." + name
		if sizes[key] == nil {
			sizes[key] = &size{files: map[string]bool{}}
		}
		return sizes[key]
	}
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "testdata" {
			return errOrSkip(err)
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return fmt.Errorf("read %s: %w", path, err)
		}
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if name := receiver(decl); name != "" {
					at(filepath.Dir(path), name).files[filepath.Base(path)] = true
				}
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					if spec, ok := spec.(*ast.TypeSpec); ok {
						if s, ok := spec.Type.(*ast.StructType); ok {
							at(filepath.Dir(path), spec.Name.Name).fields = s.Fields.NumFields()
						}
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func errOrSkip(err error) error {
	if err != nil {
		return err
	}
	return filepath.SkipDir
}

// receiver is the name of the type that a method belongs to, empty for a function.
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	kind := f.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	if generic, ok := kind.(*ast.IndexExpr); ok {
		kind = generic.X
	}
	if name, ok := kind.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}
