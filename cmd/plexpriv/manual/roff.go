package manual

import (
	"fmt"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"
)

// roff builds a manual page in the macros of man(7). The usual library, go-md2man, leaves
// hyphens as they are; many systems print them as another character, and a flag that is
// copied from the page does not work.
type roff struct {
	b strings.Builder
	// afterHeading is true if the last line was a heading. A paragraph that follows a
	// heading needs no macro.
	afterHeading bool
}

// String is the page.
func (m *roff) String() string { return m.b.String() }

func (m *roff) line(format string, args ...any) {
	fmt.Fprintf(&m.b, format+"\n", args...)
	m.afterHeading = false
}

func (m *roff) heading(macro, name string) {
	m.line("%s %s", macro, quoted(name))
	m.afterHeading = true
}

func (m *roff) paragraph() {
	if !m.afterHeading {
		m.line(".PP")
	}
}

// Escape escapes what roff would take for commands: a backslash, a dot or an apostrophe
// at the beginning of a line, and a hyphen, which would be printed as another character
// and would break commands that are copied from the page.
func Escape(text string) string {
	text = strings.NewReplacer(`\`, `\e`, `-`, `\-`, "…", `\[u2026]`, `’`, `\(cq`).Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}

// quoted quotes an argument of a macro.
func quoted(text string) string { return `"` + strings.ReplaceAll(Escape(text), `"`, `\(dq`) + `"` }

func (m *roff) title(name, version string, date time.Time) {
	m.line(`.TH %s 1 %s %s "plexpriv manual"`, quoted(strings.ToUpper(name)), date.Format(time.DateOnly), quoted("plexpriv "+version))
	// Commands in the text must not be hyphenated or stretched.
	m.line(".nh\n.ad l")
}

func (m *roff) section(name string)    { m.heading(".SH", name) }
func (m *roff) subsection(name string) { m.heading(".SS", name) }

// text writes a paragraph, wrapped to lines that fit an editor.
func (m *roff) text(paragraph string) {
	const width = 72
	for _, l := range strings.Split(text.WrapSoft(strings.Join(strings.Fields(paragraph), " "), width), "\n") {
		m.line("%s", Escape(strings.TrimSpace(l)))
	}
}

// prose writes text in the format of the help: paragraphs with an empty line between
// them, which may be indented. A paragraph with columns keeps its lines.
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

// dedent removes the indentation that all lines have in common.
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

// example writes text whose lines are kept as they are.
func (m *roff) example(text string) {
	m.paragraph()
	m.line(".nf")
	for _, l := range strings.Split(dedent(text), "\n") {
		m.line("%s", Escape(strings.TrimRight(l, " ")))
	}
	m.line(".fi")
}

// synopsis writes a command in bold, and what may follow it.
func (m *roff) synopsis(command, rest string) {
	m.paragraph()
	m.line("%s", strings.TrimSpace(`\fB`+Escape(command)+`\fR `+Escape(rest)))
}

// item writes a term and its explanation.
func (m *roff) item(term, text string) {
	m.line(".TP\n\\fB%s\\fR", Escape(term))
	m.text(text)
}

// flag writes an item whose term is followed by the name of a value.
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

// references writes the names of other pages.
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
