package terminal

import (
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// Block is a heading with rows under it. All blocks that are printed together have the
// same columns.
type Block struct {
	Title string
	Rows  []BlockRow
}

// BlockRow is a row: a mark, a name, and what there is to say.
type BlockRow struct {
	Mark             Colored
	Name, Text, Note string
}

const (
	// beforeName stands before the mark, and each continued line of a row is set in.
	beforeName = "  "
	continued  = "      "
	// widestName and widestText are the widths up to which columns are aligned.
	widestName, widestText = 26, 10
)

// ascii has replacements for terminals without Unicode.
var ascii = strings.NewReplacer("✓", "+", "→", "->", "–", "-", "·", "|", "…", "...", "“", "\"", "”", "\"", "„", "\"", "’", "'",
	"ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ß", "ss")

// ASCII writes a text of ours for a terminal without Unicode.
func ASCII(s string) string { return ascii.Replace(s) }

// printBlocks prints blocks with the same columns.
func printBlocks(s Screen, blocks []Block, unicode bool) {
	p := &blockPrinter{screen: s, plain: func(s string) string { return s }}
	if !unicode {
		p.plain = ASCII
	}
	for _, b := range blocks {
		for _, r := range b.Rows {
			p.name = max(p.name, min(width(p.plain(r.Name)), widestName))
			if w := width(p.plain(r.Text)); w <= widestText {
				p.text = max(p.text, w)
			}
		}
	}
	for _, b := range blocks {
		if b.Title != "" {
			s.draw(p.clean(b.Title) + "\n")
		}
		for _, r := range b.Rows {
			p.row(r)
		}
	}
}

type blockPrinter struct {
	screen     Screen
	plain      func(string) string
	name, text int
}

// clean is a text from outside: on one line, without secrets.
func (p *blockPrinter) clean(s string) string { return p.screen.secrets.Redact(p.plain(cell(s))) }

func (p *blockPrinter) row(r BlockRow) {
	mark := p.plain(r.Mark.Word)
	if mark != r.Mark.Word {
		mark = mark[len(mark)-1:] // one column, as all marks are
	}
	line := beforeName + mark + " " + p.clean(r.Name)
	at := width(beforeName+mark+" ") + p.name
	var out []string
	for _, part := range []struct {
		text string
		then int
	}{{p.clean(r.Text), p.text}, {p.clean(r.Note), 0}} {
		if part.text == "" {
			continue
		}
		gapped := line + strings.Repeat(" ", max(at-width(line), 0)) + "  " + part.text
		if p.screen.Width == 0 || width(gapped) <= p.screen.Width {
			line = gapped
		} else {
			out = append(out, line)
			line = continued + p.screen.Hang(part.text, continued)
		}
		at += 2 + part.then
	}
	all := strings.Join(append(out, line), "\n")
	p.screen.draw(beforeName + paint(r.Mark.Color, mark) + strings.TrimPrefix(all, beforeName+mark) + "\n")
}

func width(s string) int { return text.StringWidthWithoutEscSequences(s) }
