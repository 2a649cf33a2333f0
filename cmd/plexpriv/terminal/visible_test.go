package terminal

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/text"
)

// hostile are texts that a terminal would obey.
var hostile = map[string]string{
	"x\x1b[2K\ry":         `x\u001b[2K\u000dy`,
	"\x1b]0;title\a":      `\u001b]0;title\u0007`,
	"a\u009b8mb":          `a\u009b8mb`,
	"del\x7f":             `del\u007f`,
	"\u202egnp.exe":       `\u202egnp.exe`,
	"\u2066a\u2069":       `\u2066a\u2069`,
	"\u200ea\u200f\u061c": `\u200ea\u200f\u061c`,
	"raw\x9b8m":           "raw\ufffd8m",
	"plain ü 日本 ✓\n\tb":   "plain ü 日本 ✓\n\tb",
}

func TestWriterShowsWhatATerminalWouldObey(t *testing.T) {
	for in, want := range hostile {
		var out strings.Builder
		term := Terminal{Getenv: func(string) string { return "" }, Stdout: Screen{To: &strings.Builder{}}, Stderr: Screen{To: &out}}
		term.HideSecrets()
		fmt.Fprint(term.Stderr, in)
		if out.String() != want {
			t.Errorf("%q is printed as %q, want %q", in, out.String(), want)
		}
	}
}

// A document is the same document afterwards.
func TestVisibleTextInJSONIsTheSame(t *testing.T) {
	for in := range hostile {
		if !utf8.ValidString(in) {
			continue
		}
		document, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		var back string
		if err := json.Unmarshal([]byte(visible(string(document))), &back); err != nil || back != in {
			t.Errorf("%q became %q (%v)", in, back, err)
		}
	}
}

// A cell cannot forge a row, and our own colors reach the terminal.
func TestTableShowsForeignTextOnOneLine(t *testing.T) {
	var out strings.Builder
	s := Screen{To: &out}.hiding(&Redactor{})
	table := NewTable("SETTING", "RESULT", "WHY")
	table.Add("a", Colored{"failed", text.FgRed}, "x\x1b[8m\nb  verified\u2028c\x85"+strings.Repeat("y", 5000))
	s.PrintTable(table)
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != 2 || strings.Contains(lines[1], "\x1b[8m") || !strings.Contains(lines[1], "\x1b[31mfailed\x1b[0m") {
		t.Errorf("printed:\n%q", out.String())
	}
	if len(lines[1]) > 2*mostInCell || !strings.HasSuffix(lines[1], "…") {
		t.Errorf("a text of 5000 characters is printed with %d", len(lines[1]))
	}
}

func TestPromptsAreOneLine(t *testing.T) {
	var out strings.Builder
	term := Terminal{Getenv: func(string) string { return "" }, Stdout: Screen{To: &out}, Stderr: Screen{To: &out}, Stdin: Input{From: strings.NewReader("\n")}}
	term.HideSecrets()
	if _, err := term.Ask(t.Context(), nil, "Set back what\nDone.\x1b[8m did?"); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(out.String(), "\n\x1b") {
		t.Errorf("asked: %q", out.String())
	}
}
