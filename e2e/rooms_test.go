package e2e

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A reader can understand a type at once if it has few fields and its methods are in few
// files.
const (
	mostFields = 15
	mostFiles  = 3
)

type size struct {
	fields int
	files  map[string]bool
	// embedded are the types of the same package whose methods the type has, too.
	embedded []string
}

// TestTypeSizeLimits counts the fields of each struct of the product, and the files
// that its methods are in. An embedded struct is one field, and the files of its methods
// count like those of the type's own methods.
func TestTypeSizeLimits(t *testing.T) {
	sizes := map[string]*size{}
	for _, dir := range []string{"cmd", "flows", "automation", "selectors", "ownfile"} {
		measure(t, filepath.Join("..", dir), sizes)
	}
	if len(sizes) < 100 {
		t.Fatalf("only %d types found", len(sizes))
	}
	for _, name := range slices.Sorted(maps.Keys(sizes)) {
		s := sizes[name]
		if s.fields > mostFields {
			t.Errorf("%s has %d fields, and %d at most are allowed: part it by who owns them", name, s.fields, mostFields)
		}
		files := map[string]bool{}
		addFiles(sizes, name, files)
		if len(files) > mostFiles {
			t.Errorf("the methods of %s stand in %d files (%s), and %d at most are allowed: which of them need only a part of it?",
				name, len(files), strings.Join(slices.Sorted(maps.Keys(files)), ", "), mostFiles)
		}
	}
}

// addFiles adds the files of the methods of a type, and of those that it has because it
// embeds others.
func addFiles(sizes map[string]*size, name string, files map[string]bool) {
	s := sizes[name]
	if s == nil {
		return // an interface, or a name for another type
	}
	maps.Copy(files, s.files)
	for _, e := range s.embedded {
		addFiles(sizes, e, files)
	}
}

// measure reads the product's own files below a directory, for every system.
func measure(t *testing.T, root string, sizes map[string]*size) {
	t.Helper()
	key := func(dir, name string) string {
		return filepath.ToSlash(strings.TrimPrefix(dir, ".."+string(filepath.Separator))) + "." + name
	}
	at := func(dir, name string) *size {
		key := key(dir, name)
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
							of := at(filepath.Dir(path), spec.Name.Name)
							of.fields = s.Fields.NumFields()
							for _, f := range s.Fields.List {
								if name := localName(f.Type); len(f.Names) == 0 && name != "" {
									of.embedded = append(of.embedded, key(filepath.Dir(path), name))
								}
							}
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
	return localName(f.Recv.List[0].Type)
}

// localName is the name of a type of the same package, or of a pointer to one; empty for
// other types.
func localName(kind ast.Expr) string {
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
