package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
)

//go:embed template.html
var pageText string

//go:embed style.css
var style string

// generator is how a report is recognized as a file of plexpriv.
const generator = `<meta name="generator" content="plexpriv">`

var pageTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
	"multiple": func(a []Account) bool { return len(a) > 1 },
	// pieces splits a text at its backquotes. Every second piece is a command.
	"pieces": func(text string) []string { return strings.Split(text, "`") },
	"odd":    func(n int) bool { return n%2 == 1 },
}).Parse(pageText))

// HTML renders the page.
func (p *Page) HTML() ([]byte, error) { return render(pageTemplate, map[string]any{"Page": p}) }

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
