package manual

import (
	"fmt"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"
)

// roff builds a manual page in the macros of man(7).
type roff struct {
	b strings.Builder
	// headed says that the last line was a heading, after which a paragraph
	// needs no mark.
	headed bool
}

// String is the page.
func (m *roff) String() string { return m.b.String() }

func (m *roff) line(format string, args ...any) {
	fmt.Fprintf(&m.b, format+"\n", args...)
	m.headed = false
}

func (m *roff) heading(macro, name string) {
	m.line("%s %s", macro, quoted(name))
	m.headed = true
}

func (m *roff) paragraph() {
	if !m.headed {
		m.line(".PP")
	}
}

// Escape makes text of what roff would take for commands: a backslash, a hyphen
// (which would come out as another character and could not be copied), and a
// dot or an apostrophe at the beginning of a line.
func Escape(text string) string {
	text = strings.NewReplacer(`\`, `\e`, `-`, `\-`, "…", `\[u2026]`, `’`, `\(cq`).Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}

// quoted is an argument of a macro.
func quoted(text string) string { return `"` + strings.ReplaceAll(Escape(text), `"`, `\(dq`) + `"` }

func (m *roff) title(name, version string, date time.Time) {
	m.line(`.TH %s 1 %s %s "plexpriv manual"`, quoted(strings.ToUpper(name)), date.Format(time.DateOnly), quoted("plexpriv "+version))
	// No hyphenation and a ragged margin: commands stand in the text.
	m.line(".nh\n.ad l")
}

func (m *roff) section(name string)    { m.heading(".SH", name) }
func (m *roff) subsection(name string) { m.heading(".SS", name) }

// text is what one paragraph says, in lines that an editor shows whole.
func (m *roff) text(paragraph string) {
	const width = 72
	for _, l := range strings.Split(text.WrapSoft(strings.Join(strings.Fields(paragraph), " "), width), "\n") {
		m.line("%s", Escape(strings.TrimSpace(l)))
	}
}

// prose is text as help has it: paragraphs with an empty line between them, each
// indented as it may be. One that has columns keeps its lines.
func (m *roff) prose(text string) {
	for _, p := range strings.Split(strings.Trim(text, "\n"), "\n\n") {
		p = dedent(p)
		if strings.Contains(p, "  ") {
			m.example(p)
			continue
		}
		m.paragraph()
		m.text(p)
	}
}

// dedent takes away the indentation that all lines share.
func dedent(text string) string {
	lines := strings.Split(text, "\n")
	least := len(text)
	for _, l := range lines {
		least = min(least, len(l)-len(strings.TrimLeft(l, " ")))
	}
	for i := range lines {
		lines[i] = lines[i][least:]
	}
	return strings.Join(lines, "\n")
}

// example keeps its lines as they are.
func (m *roff) example(text string) {
	m.paragraph()
	m.line(".nf")
	for _, l := range strings.Split(dedent(text), "\n") {
		m.line("%s", Escape(strings.TrimRight(l, " ")))
	}
	m.line(".fi")
}

// synopsis is one line: a command in bold and what may follow.
func (m *roff) synopsis(command, rest string) {
	m.paragraph()
	m.line("%s", strings.TrimSpace(`\fB`+Escape(command)+`\fR `+Escape(rest)))
}

// item is a term and its explanation.
func (m *roff) item(term, text string) {
	m.line(".TP\n\\fB%s\\fR", Escape(term))
	m.text(text)
}

// flag is an item with the name of a value behind it.
func (m *roff) flag(names, placeholder, usage string) {
	m.line(".TP\n\\fB%s\\fR", Escape(names)+`\fR`+valueName(placeholder))
	m.text(usage)
}

func valueName(placeholder string) string {
	if placeholder == "" {
		return ""
	}
	return ` \fI` + Escape(placeholder) + `\fR`
}

// references are names of other pages.
func (m *roff) references(pages []string) {
	for i, p := range pages {
		comma := ","
		if i == len(pages)-1 {
			comma = ""
		}
		name, section, _ := strings.Cut(strings.TrimSuffix(p, ")"), "(")
		m.line(".BR %s (%s)%s", Escape(name), section, comma)
	}
}
