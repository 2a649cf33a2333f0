package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
)

//go:embed template.html
var pageText string

//go:embed style.css
var style string

// generator is how a report is recognized as a file of plexpriv.
const generator = `<meta name="generator" content="plexpriv">`

var pageTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
	// say is replaced by the words of the person's language.
	"say":      func(string, ...any) string { return "" },
	"multiple": func(a []Account) bool { return len(a) > 1 },
	// pieces splits a text at its backquotes. Every second piece is a command.
	"pieces": func(text string) []string { return strings.Split(text, "`") },
	"odd":    func(n int) bool { return n%2 == 1 },
	"linked": presentation.Linked,
}).Parse(pageText))

// sayer gives the template texts in a language. What is filled in comes in pairs of a name
// and a value.
func sayer(words *presentation.Vocabulary) func(string, ...any) string {
	return func(id string, pairs ...any) string {
		data := locale.Data{}
		for i := 0; i+1 < len(pairs); i += 2 {
			data[fmt.Sprint(pairs[i])] = pairs[i+1]
		}
		return words.Say(id, data)
	}
}

// HTML renders the page in the language of the words.
func (p *Page) HTML(words *presentation.Vocabulary) ([]byte, error) {
	t, err := pageTemplate.Clone()
	if err != nil {
		return nil, fmt.Errorf("draw the page: %w", err)
	}
	return render(t.Funcs(template.FuncMap{"say": sayer(words)}), map[string]any{"Page": p, "Lang": words.Tag()})
}

// render fills a template, and adds what all pages have: the mark of plexpriv, the style
// sheet, and a content security policy that allows this one style sheet, by its hash, and
// pictures that are part of the file.
func render(t *template.Template, fields map[string]any) ([]byte, error) {
	css := strings.TrimSpace(style)
	sum := sha256.Sum256([]byte(css))
	fields["Generator"] = template.HTML(generator)
	fields["Style"] = template.HTML("<style>" + css + "</style>")
	fields["Policy"] = "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; img-src data:; base-uri 'none'; form-action 'none'"
	var b bytes.Buffer
	if err := t.Execute(&b, fields); err != nil {
		return nil, fmt.Errorf("draw the page: %w", err)
	}
	return b.Bytes(), nil
}
