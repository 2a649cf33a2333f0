package e2e

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sharedWords are texts that may be both in the product and in fakeplex, because both
// took them from the same published source. They are removed from a text of the product
// before it is compared.
var sharedWords = []struct{ text, why string }{
	{"HTTP/1.1 200 Connection established", "a proxy's answer, RFC 9110"},
	{"X-Plex-Client-Identifier", "a header of Plex's published API"},
	{"application/x-www-form-urlencoded", "a media type"},
	{"Access-Control-Allow-Origin", "a header of the Fetch standard"},
	{"Access-Control-Allow-Credentials", "a header of the Fetch standard"},
	{"www.googletagmanager.com", "a host of Google's that Plex's pages name"},
	{"authentication_token", "a field of the cookie plex_tv_auth, in scripts of others that read it"},
	{"Send crash reports to Plex", "a label of Plex Media Server, in its published settings"},
	{"Send anonymous usage data to Plex", "a label of Plex Media Server, in its published settings"},
	{"Fetch missing location names for items in photo sections", "a label of Plex Media Server, in its published settings"},
	{"Movies & Shows", "an online media source, as Plex calls it"},
	{"Sync My Watch State and Ratings", "a label of Plex Web, as its support pages show it"},
	{"service-worker-allowed", "a header of the web platform"},
}

const (
	// Two people would hardly choose the same text with this many words.
	manyWords = 3
	// The same holds for a single word of this length.
	longWord = 24
)

// TestNoSharedStrings fails if a sentence, a selector or an id is both in the product,
// outside the catalogue, and in fakeplex. The product could then pass its tests because
// it knows the fake, and fail on the real Plex.
func TestNoSharedStrings(t *testing.T) {
	fake := fakeText(t)
	seen := 0
	for _, dir := range []string{"../automation", "../flows", "../cmd"} {
		walkFiles(t, dir, func(path string) {
			for _, text := range texts(t, path) {
				seen++
				if text = distinctive(text); text != "" && strings.Contains(fake, text) {
					t.Errorf("%s: the text %q also stands in fakeplex: take it from the catalogue, or add it to sharedWords with the reason", path, text)
				}
			}
		})
	}
	if seen < 100 {
		t.Errorf("only %d texts were compared", seen)
	}
}

// distinctive folds a text. It returns an empty one if two people could have chosen the
// text independently.
func distinctive(text string) string {
	for _, shared := range sharedWords {
		text = strings.ReplaceAll(text, shared.text, " ")
	}
	text = fold(text)
	words := strings.Fields(text)
	if len(words) >= manyWords {
		return text
	}
	if len(words) == 1 && len(text) >= longWord && !strings.Contains(text, "://") && !strings.HasPrefix(text, "/") {
		return text
	}
	return ""
}

func fold(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }

// fakeText is every text in fakeplex, without its tests and comments.
func fakeText(t *testing.T) string {
	var b strings.Builder
	walkFiles(t, "fakeplex", func(path string) {
		if filepath.Ext(path) == ".go" {
			b.WriteString(fold(strings.Join(texts(t, path), "\n")) + "\n")
			return
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(fold(remark.ReplaceAllString(string(text), "")) + "\n")
	})
	if b.Len() < 10_000 {
		t.Fatalf("fakeplex has only %d characters", b.Len())
	}
	return b.String()
}

func walkFiles(t *testing.T, dir string, use func(path string)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "testdata" {
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return err
		}
		known := slices.Contains([]string{".go", ".js", ".html", ".css"}, filepath.Ext(path))
		if d.Type().IsRegular() && known && !strings.HasSuffix(path, "_test.go") {
			use(path)
		}
		return nil
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
}

// remark is a line that has only a comment.
var remark = regexp.MustCompile(`(?m)^\s*(//|\*|/\*|<!--).*$`)

// quoted finds the texts in a script. Quoted text in a comment counts, too; that only
// makes the test stricter.
var quoted = regexp.MustCompile("'[^'\n]*'|\"[^\"\n]*\"|`[^`]*`")

func texts(t *testing.T, path string) []string {
	t.Helper()
	if filepath.Ext(path) != ".go" {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, q := range quoted.FindAllString(string(text), -1) {
			out = append(out, q[1:len(q)-1])
		}
		return out
	}
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	imports := map[*ast.BasicLit]bool{}
	for _, i := range file.Imports {
		imports[i.Path] = true
	}
	var out []string
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && !imports[lit] {
			if text, err := strconv.Unquote(lit.Value); err == nil {
				out = append(out, text)
			}
		}
		return true
	})
	return out
}
