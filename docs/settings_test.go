package docs_test

import (
	"bytes"
	goflag "flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"text/template"
)

var update = goflag.Bool("update", false, "write docs/settings and docs/dev/languages.md anew from the catalogue")

// setting is one of "plexpriv settings --json".
type setting struct {
	ID, Page, URL, Label, Why string
	Effects, Values, Source   []string
	Levels                    map[string]string
	MayBeAbsent               string `json:"may_be_absent"`
	Whose                     string
}

var settingPage = template.Must(template.New("").Parse(`# {{.Label}}

` + "`{{.ID}}`" + ` · on <{{.URL}}>

{{.Why}}

## What else changes

{{range .Effects}}- {{.}}
{{else}}Nothing that we know of.
{{end}}
## Values

| level | value |
| --- | --- |
| minimal | {{index .Levels "minimal"}} |
| recommended | {{index .Levels "recommended"}} |
| strict | {{index .Levels "strict"}} |

"keep" leaves the setting as it is. It can be: {{range $i, $v := .Values}}{{if $i}}, {{end}}` + "`{{$v}}`" + `{{end}}.
{{if .MayBeAbsent}}
Not everybody is offered it: {{.MayBeAbsent}}
{{end}}
` + "```" + `
plexpriv apply --only {{.ID}}
plexpriv apply --skip {{.ID}}
plexpriv apply --only {{.ID}} --set {{.ID}}={{index .Values 0}}
plexpriv undo --only {{.ID}}
` + "```" + `

## How we know

{{range .Source}}- {{.}}
{{end}}
The marks are explained in [the catalogue's own page](../dev/catalogue.md#sources).
`))

// There is a page for every setting, and it says what the catalogue says.
// After a change: go test ./docs -run TestSettingPages -update
func TestSettingPages(t *testing.T) {
	var report struct{ Settings []setting }
	ask(t, &report, "settings", "--json")
	want := map[string]string{"README.md": settingIndex(report.Settings)}
	for _, s := range report.Settings {
		var page bytes.Buffer
		if err := settingPage.Execute(&page, s); err != nil {
			t.Fatal(err)
		}
		want[s.ID+".md"] = strings.ReplaceAll(page.String(), "\n\n\n", "\n\n")
	}
	for name, text := range want {
		path := filepath.Join("settings", name)
		if *update {
			if err := os.MkdirAll("settings", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if have, err := os.ReadFile(path); err != nil || string(have) != text {
			t.Errorf("%s is not what the catalogue says; go test ./docs -run TestSettingPages -update", path)
		}
	}
	files, err := filepath.Glob("settings/*.md")
	if err != nil || len(files) != len(want) {
		t.Errorf("%d pages, want %d (%v)", len(files), len(want), err)
	}
}

func settingIndex(all []setting) string {
	var b strings.Builder
	b.WriteString("# Settings\n\nA page for every setting that plexpriv knows, written from its catalogue.\n")
	page := ""
	for _, s := range all {
		if s.Page != page {
			page = s.Page
			b.WriteString("\n## " + page + "\n\n<" + s.URL + ">\n\n")
		}
		b.WriteString("- [" + s.Label + "](" + s.ID + ".md): " + s.Why + "\n")
	}
	return b.String()
}
