package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	out := flag.String("out", "", "write the results to this file")
	only := flag.String("only", "", "only the mutants whose test or promise has this text in its name")
	untried := flag.Bool("untried", false, "only the mutants that the file of -out does not call noticed")
	flag.Parse()
	if err := run(*out, *only, *untried); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

func run(out, only string, untried bool) error {
	copied, err := copyTree()
	if err != nil {
		return err
	}
	defer os.RemoveAll(copied)
	verdicts := kept(out)
	survivors := 0
	for i, m := range mutants {
		if !strings.Contains(m.test, only) && !strings.Contains(m.promise, only) || untried && verdicts[i] == noticed {
			continue
		}
		verdicts[i] = m.try(copied)
		fmt.Printf("%-8s %s: %s\n", verdicts[i], m.test, m.promise)
		if verdicts[i] != noticed {
			survivors++
		}
		if out == "" {
			continue
		}
		// Each result is kept at once: all of them take long.
		if err := os.WriteFile(out, pageOf(verdicts), 0o644); err != nil {
			return err
		}
	}
	if survivors > 0 {
		return fmt.Errorf("%d were not noticed", survivors)
	}
	return nil
}

// pageOf is the document about what has been tried so far.
func pageOf(verdicts []string) []byte {
	var b strings.Builder
	b.WriteString(head)
	for i, m := range mutants {
		fmt.Fprintf(&b, "%s %s |\n", m.row(), cmp.Or(verdicts[i], notTried))
	}
	return []byte(b.String())
}

// row is the mutant's line in the document, up to its result.
func (m mutant) row() string {
	return fmt.Sprintf("| %s | `%s` → `%s` in [%s](../../%s) | `%s` |",
		m.promise, inTable(m.find), cmp.Or(inTable(m.replace), " "), m.file, m.file, m.test)
}

// kept returns the results that a document has of mutants that are still the same.
func kept(out string) []string {
	verdicts := make([]string, len(mutants))
	text, err := os.ReadFile(out)
	if err != nil {
		return verdicts
	}
	for i, m := range mutants {
		_, after, _ := strings.Cut(string(text), "\n"+m.row()+" ")
		if verdict, _, _ := strings.Cut(after, " |\n"); verdict != notTried {
			verdicts[i] = verdict
		}
	}
	return verdicts
}

const head = `# Are the promises tested?

Each line breaks the product in one place and names the test that notices. Every promise
of docs/promises.md and every row of SECURITY.md has at least one. ` + "`make mutants`" + ` tries
them all in a copy of the tree, and fails if one is not noticed or its text is not there
any more. Written by [e2e/mutants](../../e2e/mutants/main.go).

| promise | broken by | test | result |
| --- | --- | --- | --- |
`

// The results. A mutant that is stale has no text to replace any more, and one that is
// broken does not compile or its test does not run.
const (
	noticed  = "noticed"
	survived = "survived"
	stale    = "stale"
	broken   = "broken"
	notTried = "not tried"
)

// try applies a mutant to the copy, runs its test, and takes it back.
func (m mutant) try(root string) string {
	path := filepath.Join(root, m.file)
	text, err := os.ReadFile(path)
	if err != nil || bytes.Count(text, []byte(m.find)) != 1 {
		return stale
	}
	changed := bytes.Replace(text, []byte(m.find), []byte(m.replace), 1)
	if err := os.WriteFile(path, changed, 0o644); err != nil {
		return broken
	}
	defer os.WriteFile(path, text, 0o644) //nolint:errcheck // the copy goes away
	cmd := exec.Command("go", "test", "-vet=off", "-count=1", "-timeout", "5m", "-v", "-run", "^"+m.test+"$", m.pkg)
	cmd.Dir = root
	said, err := cmd.CombinedOutput()
	switch {
	case bytes.Contains(said, []byte("--- FAIL: "+m.test)):
		return noticed
	case err == nil && bytes.Contains(said, []byte("--- PASS: "+m.test)):
		return survived
	}
	os.Stderr.Write(said[max(0, len(said)-2000):])
	return broken
}

// copyTree copies what git knows of the tree.
func copyTree() (string, error) {
	list, err := exec.Command("git", "ls-files", "-z").Output()
	if err != nil {
		return "", fmt.Errorf("list the files: %w", err)
	}
	root, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return "", err
	}
	for _, name := range strings.Split(strings.TrimSuffix(string(list), "\x00"), "\x00") {
		text, err := os.ReadFile(name)
		if err != nil {
			continue // it was removed, or is a link to a directory
		}
		to := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return root, err
		}
		if err := os.WriteFile(to, text, 0o644); err != nil {
			return root, err
		}
	}
	return root, nil
}

// subject is the promise or the row without what tells mutants of one row apart.
func (m mutant) subject() string {
	at := strings.LastIndex(m.promise, " (")
	if at < 0 || !strings.HasSuffix(m.promise, ")") || strings.HasSuffix(m.promise, "`)") {
		return m.promise
	}
	return m.promise[:at]
}

// inTable is a text for a cell between backquotes.
func inTable(text string) string {
	return strings.NewReplacer("|", `\|`, "`", "'", "\n", " ", "\t", "").Replace(text)
}
