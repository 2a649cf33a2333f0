package locale

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
)

// inCatalogue are the texts that come with the catalogue in English, and stand in the
// message file of each other language.
var inCatalogue = regexp.MustCompile(`^setting\..*\.(why|detail)$`)

// families are the ids of which the last parts are data: a setting, a value, a result.
// That they fit the data is tested in presentation.
var families = regexp.MustCompile(`^(setting|value|result|result-check|result-undo|status|group|page|advice|advice-status|advice-status-server|advice-account|reason|report|level)\.`)

// messages reads a message file.
func messages(t *testing.T, tag string) map[string]*i18n.Message {
	t.Helper()
	text, err := files.ReadFile(path.Join(directory, tag+ending))
	if err != nil {
		t.Fatal(err)
	}
	file, err := i18n.ParseMessageFileBytes(text, tag+ending, map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
	if err != nil {
		t.Fatalf("%s: %v", tag, err)
	}
	out := map[string]*i18n.Message{}
	for _, m := range file.Messages {
		out[m.ID] = m
	}
	return out
}

func TestEveryLanguageHasEveryMessage(t *testing.T) {
	english := messages(t, English)
	for _, tag := range Languages() {
		if tag == English {
			continue
		}
		other := messages(t, tag)
		for id, m := range english {
			if other[id] == nil {
				t.Errorf("%s: %s is missing", tag, id)
				continue
			}
			if a, b := places(m), places(other[id]); a != b {
				t.Errorf("%s: %s is filled with %s, and in English with %s", tag, id, b, a)
			}
			if m.One != "" && other[id].One == "" {
				t.Errorf("%s: %s has no form for one", tag, id)
			}
		}
		for id := range other {
			if english[id] == nil && !inCatalogue.MatchString(id) {
				t.Errorf("%s: %s is not in English", tag, id)
			}
		}
		for id := range english {
			if name, ok := strings.CutSuffix(id, ".name"); ok && other[name+".why"] == nil {
				t.Errorf("%s: %s has no .why", tag, name)
			}
			if inCatalogue.MatchString(id) {
				t.Errorf("%s belongs into the catalogue", id)
			}
		}
	}
}

var place = regexp.MustCompile(`{{[^}]*}}`)

// places lists what is filled into a message, in any of its forms.
func places(m *i18n.Message) string {
	found := map[string]bool{}
	for _, p := range place.FindAllString(m.One+m.Other, -1) {
		found[p] = true
	}
	return fmt.Sprint(slices.Sorted(maps.Keys(found)))
}

// TestNoMessageIsUnusedOrInvented compares the ids in the code with those of the file.
func TestNoMessageIsUnusedOrInvented(t *testing.T) {
	english := messages(t, English)
	inCode, asked := literals(t)
	for id := range english {
		if !inCode[id] && !families.MatchString(id) {
			t.Errorf("%s is used nowhere", id)
		}
	}
	for id, where := range asked {
		if english[id] == nil {
			t.Errorf("%s asks for %s, which is in no file", where, id)
		}
	}
}

// literals are the strings in the code of the commands, and the ones among them that are
// ids of messages in a call of Say or Count.
func literals(t *testing.T) (all map[string]bool, asked map[string]string) {
	t.Helper()
	all, asked = map[string]bool{}, map[string]string{}
	err := filepath.WalkDir("..", func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		code, err := parser.ParseFile(set, file, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(code, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if text, err := strconv.Unquote(n.Value); err == nil {
					all[text] = true
				}
			case *ast.CallExpr:
				if id := messageOf(n); id != "" {
					asked[id] = set.Position(n.Pos()).String()
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all, asked
}

// messageOf is the id in a call such as l.Say("some.id"), "" if it is not a literal.
func messageOf(call *ast.CallExpr) string {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || method.Sel.Name != "Say" && method.Sel.Name != "Count" || len(call.Args) == 0 {
		return ""
	}
	literal, ok := call.Args[0].(*ast.BasicLit)
	if !ok {
		return ""
	}
	id, err := strconv.Unquote(literal.Value)
	if err != nil {
		return ""
	}
	return id
}

func TestSay(t *testing.T) {
	if got := New("de").Say("value.off"); got != "aus" {
		t.Errorf("German: %q", got)
	}
	if got := New("fr").Say("value.off"); got != "off" {
		t.Errorf("a language without a file: %q", got)
	}
	if got := New("de").Say("advice.would_change", Data{"Apply": "plexpriv apply"}); got != "Ändern: plexpriv apply" {
		t.Errorf("with data: %q", got)
	}
	if text, ok := New("de").Find("setting.none.name"); ok || text != "" {
		t.Errorf("an id that is in no file: %q", text)
	}
}
