package flows

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// acts are the methods of a tab that only acting may use.
var acts = []string{"Click", "Choose", "Witness"}

// TestReadingCannotAct makes sure that the types with which pages are read, checked
// and proved hold no tab that can set something.
func TestReadingCannotAct(t *testing.T) {
	for _, reads := range []reflect.Type{reflect.TypeFor[Tab](), fieldType(t, reflect.TypeFor[visit](), "tab"), fieldType(t, reflect.TypeFor[openPage](), "tab")} {
		for _, name := range acts {
			if _, has := reads.MethodByName(name); has {
				t.Errorf("%s has %s", reads, name)
			}
		}
	}
	acting := reflect.TypeFor[ActingTab]()
	for _, name := range acts {
		if _, has := acting.MethodByName(name); !has {
			t.Errorf("%s has no %s", acting, name)
		}
	}
	v := reflect.TypeFor[visit]()
	for i := range v.NumField() {
		if f := v.Field(i); f.Type.Kind() == reflect.Interface && slices.ContainsFunc(acts, func(name string) bool { _, has := f.Type.MethodByName(name); return has }) {
			t.Errorf("visit.%s can act", f.Name)
		}
	}
}

func fieldType(t *testing.T, of reflect.Type, name string) reflect.Type {
	t.Helper()
	f, ok := of.FieldByName(name)
	if !ok {
		t.Fatalf("%s has no field %s", of, name)
	}
	return f.Type
}

// TestActingStaysInItsFiles makes sure that no other file uses what acts, or makes a
// tab that acts out of one that reads.
func TestActingStaysInItsFiles(t *testing.T) {
	mayAct := []string{"act.go", "assent.go", "bulk.go", "save.go", "popup.go"}
	mayName := []string{"driver.go", "act.go", "page_run.go"}
	files, err := parser.ParseDir(token.NewFileSet(), ".", nil, 0) //nolint:staticcheck // no build tags here
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range files["flows"].Files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				x, isName := n.X.(*ast.Ident)
				ofPackage := isName && (x.Name == "outcome" || x.Name == "automation") // a type of that name
				if !ofPackage && slices.Contains(acts, n.Sel.Name) && !slices.Contains(mayAct, name) {
					t.Errorf("%s uses %s", name, n.Sel.Name)
				}
			case *ast.Ident:
				if n.Name == "ActingTab" && !slices.Contains(mayName, name) {
					t.Errorf("%s names ActingTab", name)
				}
			case *ast.TypeAssertExpr:
				if id, is := n.Type.(*ast.Ident); is && id.Name == "ActingTab" {
					t.Errorf("%s makes an ActingTab out of another tab", name)
				}
			}
			return true
		})
	}
}
