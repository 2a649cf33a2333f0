// Package docs_test keeps what the documents say of the code true: links lead
// somewhere, functions and tests that are named exist, and so do commands and
// flags. It imports no package of the product.
package docs_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = ".."

// documents are all Markdown files of the repository, by path from its root.
func documents(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	walk(t, ".md", func(path, text string) { out[path] = text })
	if len(out) < 5 {
		t.Fatalf("only %d documents found", len(out))
	}
	return out
}

// walk reads every file with an ending, without those that git ignores.
func walk(t *testing.T, ending string, use func(path, text string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			switch d.Name() {
			case ".git", "node_modules":
				return fs.SkipDir
			case "bin", "dist", "demo", "film":
				if filepath.Dir(path) != filepath.Join(root, "e2e") {
					return fs.SkipDir
				}
			}
			return nil
		}
		if !strings.HasSuffix(path, ending) {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		use(filepath.ToSlash(rel), string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

var (
	block   = regexp.MustCompile("(?ms)^[ \t]*```[a-z]*\n(.*?)^[ \t]*```")
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	code    = regexp.MustCompile("`([^`\n]+)`")
)

// prose is a document without its blocks of code.
func prose(text string) string { return block.ReplaceAllString(text, "") }

func TestLinksLeadSomewhere(t *testing.T) {
	all := documents(t)
	for path, text := range all {
		for _, m := range link.FindAllStringSubmatch(prose(text), -1) {
			if strings.Contains(m[1], "://") || strings.HasPrefix(m[1], "mailto:") {
				continue
			}
			file, anchor, _ := strings.Cut(m[1], "#")
			target := path
			if file != "" {
				target = filepath.ToSlash(filepath.Join(filepath.Dir(path), file))
				if _, err := os.Stat(filepath.Join(root, target)); err != nil {
					t.Errorf("%s links to %s, which is not there", path, m[1])
					continue
				}
			}
			if anchor != "" && !hasAnchor(all[target], anchor) {
				t.Errorf("%s links to %s, and there is no such heading", path, m[1])
			}
		}
	}
}

// hasAnchor knows headings by the names that GitHub gives them.
func hasAnchor(text, anchor string) bool {
	for _, m := range heading.FindAllStringSubmatch(prose(text), -1) {
		name := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case strings.ContainsRune("`*,.:;!?()'\"&/’", r):
				return -1
			}
			return r
		}, strings.ToLower(m[1]))
		if name == anchor {
			return true
		}
	}
	return false
}

var (
	testName = regexp.MustCompile("`(Test[A-Z][A-Za-z0-9]*)`")
	testFunc = regexp.MustCompile(`(?m)^func (Test[A-Z][A-Za-z0-9]*)\(`)
)

func TestNamedTestsExist(t *testing.T) {
	there := map[string]bool{}
	walk(t, "_test.go", func(_, text string) {
		for _, m := range testFunc.FindAllStringSubmatch(text, -1) {
			there[m[1]] = true
		}
	})
	for path, text := range documents(t) {
		for _, m := range testName.FindAllStringSubmatch(text, -1) {
			if !there[m[1]] {
				t.Errorf("%s names the test %s, which does not exist", path, m[1])
			}
		}
	}
}

// TestNamedScriptsExist does the same for the scripts of the end-to-end tests.
func TestNamedScriptsExist(t *testing.T) {
	script := regexp.MustCompile("TestScripts/([a-z][a-z_]*)")
	for path, text := range documents(t) {
		for _, m := range script.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join(root, "e2e", "testdata", "script", m[1]+".txtar")); err != nil {
				t.Errorf("%s names the script %s, which does not exist", path, m[1])
			}
		}
	}
}

// TestWalkThroughTheTree reads the table of ten steps: each function of a row is
// in one of its files, and each file has one of its functions.
func TestWalkThroughTheTree(t *testing.T) {
	step := regexp.MustCompile(`(?m)^\| \d+ \|[^|]*\|([^|]*)\|([^|]*)\|$`)
	rows := step.FindAllStringSubmatch(documents(t)["CONTRIBUTING.md"], -1)
	if len(rows) != 10 {
		t.Errorf("%d steps, want 10", len(rows))
	}
	for _, row := range rows {
		used := map[string]bool{}
		files := map[string]string{}
		for _, m := range link.FindAllStringSubmatch(row[1], -1) {
			text, err := os.ReadFile(filepath.Join(root, m[1]))
			if err != nil {
				t.Error(err)
			}
			files[m[1]] = string(text)
		}
		for _, m := range code.FindAllStringSubmatch(row[2], -1) {
			found := false
			for path, text := range files {
				if regexp.MustCompile(`(?m)^func (\([^)]*\) )?` + regexp.QuoteMeta(m[1]) + `\(`).MatchString(text) {
					found, used[path] = true, true
				}
			}
			if !found {
				t.Errorf("no function %s in %s", m[1], strings.TrimSpace(row[1]))
			}
		}
		for path := range files {
			if !used[path] {
				t.Errorf("no function of %s is named beside it", path)
			}
		}
	}
}

var (
	// placed is one or more names in code, and the file that they are said to be in.
	placed = regexp.MustCompile("((?:`[A-Za-z_][A-Za-z0-9_.]*`(?:,\\s+|\\s+and\\s+|\\s+))+)(?:in\\s+|\\()?\\[[^\\]]*\\]\\(([^)\\s#]+)\\)")
	named  = regexp.MustCompile("`([^`]+)`")
)

// TestNamesOfTheArchitecture looks up every name that docs/dev/architecture.md puts in a
// file. The pattern is "`name` in [file](path)", "`name` ([file](path))" or "`name`,
// [file](path)", also over the end of a line, and with several names: "`a`, `b` and
// `c` in [file](path)". A name is a function, a method, a type, a variable, a field (as
// `Type.field`), or in TOML a key. A path may be a directory. Names that stand alone are
// not looked up.
func TestNamesOfTheArchitecture(t *testing.T) {
	said := placed.FindAllStringSubmatch(prose(documents(t)["docs/dev/architecture.md"]), -1)
	if len(said) < 20 {
		t.Errorf("only %d names stand beside a file", len(said))
	}
	for _, m := range said {
		text := everythingIn(t, filepath.Join(root, "docs", "dev", m[2]))
		for _, name := range named.FindAllStringSubmatch(m[1], -1) {
			if !defines(text, name[1]) {
				t.Errorf("no %s in %s", name[1], strings.TrimPrefix(m[2], "../../"))
			}
		}
	}
}

// everythingIn is the text of a file, or of all files of a directory.
func everythingIn(t *testing.T, path string) string {
	t.Helper()
	files := []string{path}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		files, _ = filepath.Glob(filepath.Join(path, "*.*"))
	}
	var b strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Error(err)
		}
		b.Write(text)
	}
	return b.String()
}

// defines says whether a text in Go, JavaScript or TOML makes what has a name. A
// method goes by its own name, or by that of its type and its own.
func defines(text, name string) bool {
	owner, member, ok := strings.Cut(name, ".")
	if ok {
		owner, member = regexp.QuoteMeta(owner), regexp.QuoteMeta(member)
		return regexp.MustCompile(`(?m)^func \((\w+ )?\*?`+owner+`\) `+member+`\(`).MatchString(text) ||
			regexp.MustCompile(`(?ms)^type `+owner+` struct \{\n[^}]*^\t`+member+`\b`).MatchString(text)
	}
	name = regexp.QuoteMeta(name)
	return regexp.MustCompile(`(?m)^(func (\([^)]*\) )?` + name + `[(\[]|\t?type ` + name + `\b|\t` + name + ` (struct|interface) ` +
		`|\s*(const|let|var|function) ` + name + `\b|\s*pp\.` + name + ` = |` + name + ` = |\[+` + name + `\])`).MatchString(text)
}

// TestPrintedLinesAreThoseOfTheFiles compares the blocks that "Add a setting" prints
// with the files that it links: each line stands in one of them. Commands and comments
// are left out.
func TestPrintedLinesAreThoseOfTheFiles(t *testing.T) {
	_, section, _ := strings.Cut(documents(t)["CONTRIBUTING.md"], "\n## Add a setting\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var files strings.Builder
	for _, m := range link.FindAllStringSubmatch(prose(section), -1) {
		if text, err := os.ReadFile(filepath.Join(root, m[1])); err == nil {
			files.Write(text)
		}
	}
	there := map[string]bool{}
	for line := range strings.Lines(files.String()) {
		there[strings.TrimSpace(line)] = true
	}
	printed := 0
	for _, m := range block.FindAllStringSubmatch(section, -1) {
		for line := range strings.Lines(m[1]) {
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "go test ") || strings.HasPrefix(line, "make ") {
				continue
			}
			if printed++; !there[line] {
				t.Errorf("no file has the line\n%s", line)
			}
		}
	}
	if printed < 20 {
		t.Errorf("only %d lines are printed", printed)
	}
}

// TestCommandsAreKnown asks the binary about every "plexpriv COMMAND --flag" of
// the documents.
func TestCommandsAreKnown(t *testing.T) {
	said := mentions(t)
	if len(said) < 5 {
		t.Fatalf("only %d commands are mentioned", len(said))
	}
	// go test keeps a result until a file changes that the test has read; what
	// the compiler reads does not count.
	walk(t, ".go", func(string, string) {})
	binary := filepath.Join(t.TempDir(), "plexpriv.exe")
	if out, err := exec.Command("go", "build", "-o", binary, "../cmd/plexpriv").CombinedOutput(); err != nil {
		t.Fatalf("build plexpriv: %v\n%s", err, out)
	}
	help := func(args ...string) (string, bool) {
		cmd := exec.Command(binary, args...)
		cmd.Env = append(os.Environ(), "XDG_STATE_HOME="+t.TempDir())
		out, err := cmd.Output()
		return string(out), err == nil
	}
	for command, flags := range said {
		if topic, ok := strings.CutPrefix(command, "help "); ok {
			if _, ok := help("help", topic); !ok {
				t.Errorf("%v: there is no help on %q", flags[""], topic)
			}
			continue
		}
		text, ok := help(command, "--help")
		if !ok {
			t.Errorf("%v: there is no command %q", flags[""], command)
			continue
		}
		// The flags of "plexpriv schedule install" are those of schedule here.
		_, rest, _ := strings.Cut(text, "\nCommands:\n")
		for _, m := range below.FindAllStringSubmatch(rest, -1) {
			more, _ := help(command, m[1], "--help")
			text += more
		}
		for flag, where := range flags {
			if flag == "" || flag == "--help" || regexp.MustCompile(regexp.QuoteMeta(flag)+`\b`).MatchString(text) {
				continue
			}
			// The help leaves some flags out. With --help behind it, nothing is run.
			if _, ok := help(command, flag+"=1", "--help"); !ok {
				t.Errorf("%v: plexpriv %s has no flag %s", where, command, flag)
			}
		}
	}
}

var (
	// below are the commands that a help lists.
	below = regexp.MustCompile(`(?m)^   ([a-z]+) +\S`)
	call  = regexp.MustCompile(`(?m)(?:^|[\s$|;&])plexpriv ((?:help )?[a-z][a-z-]*)((?: [^\n#|;&]*)?)`)
	flag  = regexp.MustCompile(`(?:^|\s|\[)(--[a-z][a-z-]*)`)
)

// mentions are the commands that stand in code, with their flags and where both
// were said. The flag "" stands for the command itself.
func mentions(t *testing.T) map[string]map[string][]string {
	t.Helper()
	out := map[string]map[string][]string{}
	for path, text := range documents(t) {
		var pieces []string
		for _, m := range block.FindAllStringSubmatch(text, -1) {
			pieces = append(pieces, strings.Split(m[1], "\n")...)
		}
		for _, m := range code.FindAllStringSubmatch(prose(text), -1) {
			pieces = append(pieces, m[1])
		}
		for _, piece := range pieces {
			for _, m := range call.FindAllStringSubmatch(piece, -1) {
				if out[m[1]] == nil {
					out[m[1]] = map[string][]string{}
				}
				out[m[1]][""] = append(out[m[1]][""], path)
				for _, f := range flag.FindAllStringSubmatch(m[2], -1) {
					out[m[1]][f[1]] = append(out[m[1]][f[1]], path)
				}
			}
		}
	}
	return out
}
