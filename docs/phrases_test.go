package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// phrase is something that nobody would say, or that has a better word.
type phrase struct {
	banned *regexp.Regexp
	better string
}

// phrases are what a person who uses plexpriv does not get to read. "make lint" looks for
// them, too.
var phrases = []phrase{
	{regexp.MustCompile(`(?i)\b(is|are|was|were|been|and) told\b`), "reports, lists, prints, warns"},
	{regexp.MustCompile(`(?i)\btells? (what|which|whether|of)\b`), "shows, reports, lists"},
	{regexp.MustCompile(`(?i)\botherwise than\b`), "differs from"},
	{regexp.MustCompile(`(?i)\bhave a look\b`), "check"},
	{regexp.MustCompile(`(?i)\b(stands?|stood) in\b`), "is in"},
	{regexp.MustCompile(`(?i)\bstands? among\b`), "appears among"},
	{regexp.MustCompile(`(?i)\bin your stead\b`), "for you"},
	{regexp.MustCompile(`(?i)\bsays which\b`), "lists"},
	{regexp.MustCompile(`(?i)\b(sets?|setting|take|takes|taking) ((it|them|this|the undo) )?back\b`), "restores, undoes"},
	{regexp.MustCompile(`(?i)\bin work\b`), "this page, the page that is being changed"},
	{regexp.MustCompile(`(?i)\bnothing of (it|them)\b`), "nothing"},
	{regexp.MustCompile(`(?i)\bin capitals or not\b`), "case-insensitive"},
	{regexp.MustCompile(`(?i)\bhow far to go: `), "privacy level"},
	{regexp.MustCompile(`(?i)\b(are|is) to be (the same|had)\b`), "should match, is available"},
	{regexp.MustCompile(`(?i)\bby itself ends|ends? by itself\b`), "expires"},
	{regexp.MustCompile(`(?i)\bfresh (browser )?context\b`), "reloaded page"},
	{regexp.MustCompile(`(?i)\bdrift(ed|s)?\b`), "changed since, differs"},
	{regexp.MustCompile(`(?i)\b(un)?prove[dns]?\b`), "confirmed"},
	{regexp.MustCompile(`(?i)\bcontradict each other\b`), "can't be used together"},
	{regexp.MustCompile(`(?i)\bopens? TLS\b`), "is intercepting HTTPS"},
	{regexp.MustCompile(`(?i)\b(the )?makers of plexpriv\b`), "the address of the issue tracker"},
}

// spellings are second spellings of a word, in documents for developers, too.
var spellings = []phrase{
	{regexp.MustCompile(`(?i)\be-mails?\b`), "email"},
	{regexp.MustCompile(`(?i)\b\w*(colour|honour|behaviour|favour|neighbour)\w*`), "-or: color, honor"},
	{regexp.MustCompile(`(?i)\b(personal|recogn|author|organ|summar|real|minim|normal|optim)is(e|ed|es|ing|ation)\b`), "-ize: personalized"},
	{regexp.MustCompile(`(?i)\blicences?\b`), "license"},
	{regexp.MustCompile(`(?i)\b(cancelled|labelled|travelled|centre|grey)\b`), "canceled, labeled, center, gray"},
}

// TestPhrases reads what a person reads: documents, help, messages and errors.
func TestPhrases(t *testing.T) {
	read := 0
	search := func(where, text string, all []phrase) {
		read++
		for _, p := range all {
			for _, found := range p.banned.FindAllString(text, -1) {
				t.Errorf("%s: %q; say: %s", where, found, p.better)
			}
		}
	}
	everything := slices.Concat(phrases, spellings)
	look := func(where, text string) { search(where, text, everything) }
	for file, text := range documents(t) {
		text = code.ReplaceAllString(prose(text), "")
		switch {
		case forPeople(file):
			look(file, text)
		case inEnglish(file):
			search(file, text, spellings)
		}
	}
	walk(t, ".txt", func(file, text string) {
		if strings.HasPrefix(file, "cmd/plexpriv/manual/topics/") {
			look(file, text)
		}
	})
	walk(t, "en.toml", func(file, text string) {
		if strings.HasPrefix(file, "cmd/") {
			look(file, comment.ReplaceAllString(text, ""))
		}
	})
	walk(t, ".go", func(file, text string) {
		if !strings.HasPrefix(file, "docs/") && !strings.Contains(file, "/testdata/") {
			search(file, strings.Join(goComment.FindAllString(text, -1), "\n"), spellings)
		}
		if speaks(file) {
			for _, said := range literals(t, file, text) {
				look(file, said)
			}
		}
	})
	if read < 500 {
		t.Errorf("only %d texts were read", read)
	}
}

// goComment is a line of a comment in Go, without code.
var goComment = regexp.MustCompile(`(?m)^\s*//.*$`)

var comment = regexp.MustCompile(`(?m)^#.*$`)

// forPeople is a document in English for those who use plexpriv. Those for developers
// have words of their own.
func forPeople(file string) bool {
	return inEnglish(file) && !strings.HasPrefix(file, "docs/dev/") &&
		!slices.Contains([]string{"CONTRIBUTING.md", "SECURITY.md", "docs/promises.md"}, file) &&
		(strings.HasPrefix(file, "docs/") || !strings.Contains(file, "/"))
}

// inEnglish leaves out what is in German, and the record of decisions, which is not
// written anew.
func inEnglish(file string) bool {
	return !strings.HasSuffix(file, ".de.md") && !strings.HasPrefix(file, "docs/dev/decisions/")
}

// speaks is a file whose strings are on the screen: commands, their help and messages.
func speaks(file string) bool {
	return strings.HasPrefix(file, "cmd/plexpriv/") && !strings.HasSuffix(file, "_test.go") && path.Dir(file) != "cmd/plexpriv/rights"
}

// literals are the sentences of a file in Go: strings with a blank in them.
func literals(t *testing.T, file, text string) (all []string) {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), file, text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		if _, ok := n.(*ast.ImportSpec); ok {
			return false
		}
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && strings.Contains(lit.Value, " ") {
			if said, err := strconv.Unquote(lit.Value); err == nil {
				all = append(all, said)
			}
		}
		return true
	})
	return all
}
