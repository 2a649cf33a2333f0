package docs_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTheImageCanBeBuilt looks at what an engine would do: all directories with
// packages of the program are sent to it, and its Go is the one of go.mod.
func TestTheImageCanBeBuilt(t *testing.T) {
	ignored := read(t, ".dockerignore")
	out, err := exec.Command("go", "list", "-deps", "-f", `{{with .Module}}{{if .Main}}{{$.ImportPath}}{{end}}{{end}}`, "../cmd/plexpriv").Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := strings.Fields(string(out))
	if len(packages) < 5 {
		t.Fatalf("only %d packages", len(packages))
	}
	for _, p := range packages {
		dir, _, _ := strings.Cut(strings.TrimPrefix(p, "github.com/plexpriv/plexpriv/"), "/")
		if !regexp.MustCompile(`(?m)^!` + dir + `$`).MatchString(ignored) {
			t.Errorf("%s is in the program, and .dockerignore keeps %s from its build", p, dir)
		}
	}
	wanted := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(read(t, "go.mod"))
	if image := read(t, "Dockerfile"); wanted == nil || !strings.Contains(image, "FROM golang:"+wanted[1]+"-") {
		t.Errorf("go.mod wants Go %v, the Dockerfile has another", wanted)
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
