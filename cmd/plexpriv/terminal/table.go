package terminal

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// Grid is a table without lines, which people can read and grep can search.
type Grid struct {
	columns []string
	rows    [][]string
	// Flexible is the column, counted from 0, whose text may be broken into lines.
	Flexible int
}

// NewTable is an empty table, whose last column is the flexible one.
func NewTable(columns ...string) *Grid {
	return &Grid{columns: columns, Flexible: len(columns) - 1}
}

// Add adds a row. What stands in a cell is put into one line.
func (g *Grid) Add(cells ...any) {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = strings.ReplaceAll(fmt.Sprint(c), "\n", " ")
	}
	g.rows = append(g.rows, row)
}

const (
	gap = 2 // between columns
	// leastText is the least width of a text that is broken into lines.
	leastText = 20
)

// PrintTable prints a table.
func (s Screen) PrintTable(g *Grid) {
	for _, row := range g.rows {
		for i := range row {
			row[i] = s.secrets.Redact(row[i])
		}
	}
	fmt.Fprintln(s, g.layout(s.Width))
}

// layout is the table for a screen of that width, 0 for any. If the screen is too
// narrow for the table, the flexible column is broken into lines. If that is not
// enough, its text goes below the row. If that is not enough either, each cell gets a
// line of its own.
func (g *Grid) layout(width int) string {
	all, others := g.width()
	switch {
	case width == 0 || all <= width:
		return render(g.columns, g.rows)
	case width-others-gap >= leastText:
		return g.broken(width - others - gap)
	case others <= width:
		return g.below(width)
	}
	return g.listed(width)
}

// width is the width of the whole table, and of all columns but the flexible one.
func (g *Grid) width() (all, others int) {
	for i := range g.columns {
		widest := text.StringWidthWithoutEscSequences(g.columns[i])
		for _, row := range g.rows {
			widest = max(widest, text.StringWidthWithoutEscSequences(row[i]))
		}
		if all > 0 {
			all += gap
		}
		all += widest
		if i == g.Flexible {
			continue
		}
		if others > 0 {
			others += gap
		}
		others += widest
	}
	return all, others
}

// broken breaks the flexible column into lines that fit into room.
func (g *Grid) broken(room int) string {
	rows := make([][]string, len(g.rows))
	for i, row := range g.rows {
		rows[i] = slices.Clone(row)
		rows[i][g.Flexible] = text.WrapSoft(row[g.Flexible], room)
	}
	return render(g.columns, rows)
}

// below puts the text of the flexible column below its row.
func (g *Grid) below(width int) string {
	without := func(row []string) []string { return slices.Delete(slices.Clone(row), g.Flexible, g.Flexible+1) }
	rows := make([][]string, len(g.rows))
	for i, row := range g.rows {
		rows[i] = without(row)
	}
	const indent = "    "
	lines := strings.Split(render(without(g.columns), rows), "\n")
	out := []string{lines[0]}
	for i, line := range lines[1:] {
		out = append(out, line)
		if what := g.rows[i][g.Flexible]; what != "" && what != "-" {
			out = append(out, hanging(indent, what, len(indent), width))
		}
	}
	return strings.Join(out, "\n")
}

// listed gives each cell that is not empty a line of its own.
func (g *Grid) listed(width int) string {
	const indent = "    "
	names := 0
	for _, c := range g.columns[1:] {
		names = max(names, len(c))
	}
	var out []string
	for _, row := range g.rows {
		out = append(out, row[0])
		for i, cell := range row {
			if i == 0 || cell == "" || cell == "-" {
				continue
			}
			name := fmt.Sprintf("%s%-*s", indent, names+gap, strings.ToLower(g.columns[i]))
			out = append(out, hanging(name, cell, len(name), width))
		}
	}
	return strings.Join(out, "\n")
}

// render lays rows out in columns.
func render(columns []string, rows [][]string) string {
	t := table.NewWriter()
	style := table.StyleDefault
	style.Options = table.OptionsNoBordersAndSeparators
	style.Box.PaddingLeft, style.Box.PaddingRight = "", strings.Repeat(" ", gap)
	style.Format.Header = text.FormatDefault
	t.SetStyle(style)
	t.SuppressTrailingSpaces()
	row := func(cells []string) table.Row {
		out := make(table.Row, len(cells))
		for i, c := range cells {
			out[i] = c
		}
		return out
	}
	t.AppendHeader(row(columns))
	for _, r := range rows {
		t.AppendRow(row(r))
	}
	return t.Render()
}
