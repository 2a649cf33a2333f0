package main

import (
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// newTable is a table without lines, for people and for grep.
func newTable(columns ...string) table.Writer {
	t := table.NewWriter()
	style := table.StyleDefault
	style.Options = table.OptionsNoBordersAndSeparators
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	style.Format.Header = text.FormatDefault
	t.SetStyle(style)
	t.SuppressTrailingSpaces()
	row := table.Row{}
	for _, c := range columns {
		row = append(row, c)
	}
	t.AppendHeader(row)
	return t
}

// fit breaks the text of a column so that the table fits the screen, on which
// the other columns take so many characters. Off a terminal lines stay whole.
// Secrets are hidden first: in two pieces they would not be recognised.
func (w *world) fit(t table.Writer, column, others int) {
	if w.width == 0 {
		return
	}
	const least = 20
	t.SetColumnConfigs([]table.ColumnConfig{{Number: column, WidthMax: max(least, w.width-others), WidthMaxEnforcer: func(cell string, width int) string {
		return text.WrapSoft(w.secrets.redact(cell), width)
	}}})
}

// wrap breaks a paragraph at the width of the screen; lines after the first
// begin with indent. Secrets are hidden before it is broken.
func (w *world) wrap(paragraph, indent string) string {
	if w.width == 0 || len(paragraph) <= w.width {
		return paragraph
	}
	lines := strings.Split(text.WrapSoft(w.secrets.redact(paragraph), max(1, w.width-len(indent))), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n"+indent)
}

// hang breaks a text that stands to the right of indent, all lines there.
func (w *world) hang(paragraph, indent string) string {
	if w.width == 0 {
		return paragraph
	}
	const least = 20
	lines := strings.Split(text.WrapSoft(w.secrets.redact(paragraph), max(least, w.width-len(indent))), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n"+indent)
}

func upper(words []string) []string {
	out := make([]string, len(words))
	for i, word := range words {
		out[i] = strings.ToUpper(word)
	}
	return out
}

// plural is "1 change", "2 changes".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
