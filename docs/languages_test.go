package docs_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// dependence is one control of "plexpriv dev catalogue lint --json".
type dependence struct {
	Setting, Control    string
	WithoutWords        bool `json:"without_words"`
	Languages, Attested []string
}

// languagesPage begins the page; the table and its sums follow.
const languagesPage = `# Languages

Which controls plexpriv knows by their labels, and in which languages. Written from
the catalogue, which ` + "`plexpriv dev catalogue lint`" + ` lists, too.

- **seen**: the labels of the page were seen at Plex in this language, and no source
  of the setting says that its own labels are a guess. (` + "`lint`" + ` goes by the page.)
- **ours**: our translation; Plex's own wording may differ.
- **–**: no label. The control is found only if it is found without words.

"Without words" are controls that are found by an attribute of Plex's own, in any
language. Where neither will do, a setting is reported as not found, with what was
seen instead. Corrections are welcome: [catalogue.md](catalogue.md#phrases).

`

// The table of languages says what the catalogue says.
// After a change: go test ./docs -run TestLanguages -update
func TestLanguages(t *testing.T) {
	var lint struct{ Controls []dependence }
	ask(t, &lint, "catalogue", "lint", "--json")
	if len(lint.Controls) == 0 {
		t.Fatal("the catalogue has no controls")
	}
	var known struct{ Settings []setting }
	ask(t, &known, "settings", "--json")
	for i, d := range lint.Controls {
		if slices.ContainsFunc(known.Settings, func(s setting) bool { return s.ID == d.Setting && s.guesses() }) {
			lint.Controls[i].Attested = nil
		}
	}
	const path = "dev/languages.md"
	want := languagesPage + languageTable(lint.Controls)
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile(path); err != nil || string(have) != want {
		t.Errorf("%s is not what the catalogue says; go test ./docs -run TestLanguages -update", path)
	}
}

// guesses says whether a source of the setting says that its labels were never seen.
// The catalogue says of whole pages in which languages their labels were seen.
func (s setting) guesses() bool {
	return slices.ContainsFunc(s.Source, func(source string) bool { return strings.HasPrefix(source, "[GUESS] the labels") })
}

// ask runs plexpriv with the built-in catalogue and decodes the JSON that it prints.
func ask(t *testing.T, into any, args ...string) {
	t.Helper()
	cmd := exec.Command("go", append([]string{"run", "./cmd/plexpriv"}, args...)...)
	cmd.Dir, cmd.Env = root, append(os.Environ(), "XDG_CONFIG_HOME="+t.TempDir(), "PLEXPRIV_CATALOGUE=")
	text, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

// languageTable has a row for each control, a column for each language, and the
// sums of each column.
func languageTable(all []dependence) string {
	tags := languagesOf(all)
	var b strings.Builder
	b.WriteString("| setting | control | without words | " + strings.Join(tags, " | ") + " |\n")
	b.WriteString(strings.Repeat("| --- ", len(tags)+3) + "|\n")
	seen, ours := map[string]int{}, map[string]int{}
	wordless := 0
	for _, d := range all {
		without := "no"
		if d.WithoutWords {
			without = "yes"
			wordless++
		}
		fmt.Fprintf(&b, "| [%s](../settings/%s.md) | %s | %s |", d.Setting, d.Setting, d.Control, without)
		for _, tag := range tags {
			switch {
			case slices.Contains(d.Attested, tag):
				seen[tag]++
				b.WriteString(" seen |")
			case slices.Contains(d.Languages, tag):
				ours[tag]++
				b.WriteString(" ours |")
			default:
				b.WriteString(" – |")
			}
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "| **seen** | of %d | %d without words |", len(all), wordless)
	for _, tag := range tags {
		fmt.Fprintf(&b, " %d |", seen[tag])
	}
	b.WriteString("\n| **ours** | | |")
	for _, tag := range tags {
		fmt.Fprintf(&b, " %d |", ours[tag])
	}
	b.WriteString("\n")
	return b.String()
}

// languagesOf lists the languages of all controls in order, English first.
func languagesOf(all []dependence) []string {
	var tags []string
	for _, d := range all {
		for _, tag := range d.Languages {
			if tag != "en" && !slices.Contains(tags, tag) {
				tags = append(tags, tag)
			}
		}
	}
	slices.Sort(tags)
	return append([]string{"en"}, tags...)
}
