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

// generator marks the files that are ours.
const generator = `<meta name="generator" content="plexpriv">`

var pageTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
	"multiple": func(a []Account) bool { return len(a) > 1 },
	// pieces divides a text at its backquotes: every second piece is a command.
	"pieces": func(text string) []string { return strings.Split(text, "`") },
	"odd":    func(n int) bool { return n%2 == 1 },
}).Parse(pageText))

// HTML draws the page. Its policy lets it load nothing: the one style sheet is
// allowed by its hash, and pictures are part of the file.
func (p *Page) HTML() ([]byte, error) {
	css := strings.TrimSpace(style)
	sum := sha256.Sum256([]byte(css))
	var b bytes.Buffer
	err := pageTemplate.Execute(&b, map[string]any{
		"Page": p, "Generator": template.HTML(generator),
		"Style":  template.HTML("<style>" + css + "</style>"),
		"Policy": "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; img-src data:; base-uri 'none'; form-action 'none'",
	})
	if err != nil {
		return nil, fmt.Errorf("draw the report: %w", err)
	}
	return b.Bytes(), nil
}
