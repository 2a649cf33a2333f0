package terminal

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// Table is a table without lines, which people can read and grep can search.
type Table struct {
	columns []string
	rows    [][]string
	// colors are those of cells, by row and column.
	colors map[[2]int]text.Color
	// Flexible is the column, counted from 0, whose text may be broken into lines.
	Flexible int
}

// NewTable is an empty table, whose last column is the flexible one.
func NewTable(columns ...string) *Table {
	return &Table{columns: columns, colors: map[[2]int]text.Color{}, Flexible: len(columns) - 1}
}

// Colored is a word of ours in a color; 0 is none.
type Colored struct {
	Word  string
	Color text.Color
}

// String is the word alone.
func (c Colored) String() string { return c.Word }

// Add adds a row. What stands in a cell is put into one line, and cut if it is too long.
func (t *Table) Add(cells ...any) {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = cell(fmt.Sprint(c))
		if word, ok := c.(Colored); ok {
			t.colors[[2]int{len(t.rows), i}] = word.Color
		}
	}
	t.rows = append(t.rows, row)
}

const (
	gap = 2 // between columns
	// leastText is the least width of a text that is broken into lines.
	leastText = 20
	// leastName is that of the name in the first column.
	leastName = 16
)

// PrintTable prints a table.
func (s Screen) PrintTable(t *Table) {
	for i, row := range t.rows {
		for j := range row {
			row[j] = paint(t.colors[[2]int{i, j}], s.secrets.Redact(row[j]))
		}
	}
	s.draw(t.layout(s.Width) + "\n")
}

// PrintBlocks prints blocks. What does not fit beside the name stands on lines of its own.
func (s Screen) PrintBlocks(blocks []Block, unicode bool) { printBlocks(s, blocks, unicode) }

// layout is the table for a screen of that width, 0 for any. If the screen is too
// narrow for the table, the flexible column is broken into lines. If that is not
// enough, its text goes below the row. If that is not enough either, each cell gets a
// line of its own.
func (t *Table) layout(width int) string {
	all, others := t.width()
	least := leastText
	if t.Flexible == 0 {
		least = leastName
	}
	switch {
	case width == 0 || all <= width:
		return render(t.columns, t.rows)
	case width-others-gap >= least:
		return t.broken(width - others - gap)
	case others <= width && t.Flexible > 0: // nothing goes below itself
		return t.below(width)
	}
	return t.listed(width)
}

// width is the width of the whole table, and of all columns but the flexible one.
func (t *Table) width() (all, others int) {
	for i := range t.columns {
		widest := text.StringWidthWithoutEscSequences(t.columns[i])
		for _, row := range t.rows {
			widest = max(widest, text.StringWidthWithoutEscSequences(row[i]))
		}
		if all > 0 {
			all += gap
		}
		all += widest
		if i == t.Flexible {
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
func (t *Table) broken(room int) string {
	rows := make([][]string, len(t.rows))
	for i, row := range t.rows {
		rows[i] = slices.Clone(row)
		rows[i][t.Flexible] = text.WrapSoft(row[t.Flexible], room)
		if t.Flexible == 0 {
			rows[i][0] = strings.Join(broken(row[0], room-gap), "\n"+strings.Repeat(" ", gap))
		}
	}
	return render(t.columns, rows)
}

// below puts the text of the flexible column below its row.
func (t *Table) below(width int) string {
	without := func(row []string) []string { return slices.Delete(slices.Clone(row), t.Flexible, t.Flexible+1) }
	rows := make([][]string, len(t.rows))
	for i, row := range t.rows {
		rows[i] = without(row)
	}
	const indent = "    "
	lines := strings.Split(render(without(t.columns), rows), "\n")
	out := []string{lines[0]}
	for i, line := range lines[1:] {
		out = append(out, line)
		if what := t.rows[i][t.Flexible]; what != "" && what != "-" {
			out = append(out, hanging(indent, what, len(indent), width))
		}
	}
	return strings.Join(out, "\n")
}

// listed gives each cell that is not empty a line of its own.
func (t *Table) listed(width int) string {
	const indent = "    "
	names := 0
	for _, c := range t.columns[1:] {
		names = max(names, len(c))
	}
	var out []string
	for _, row := range t.rows {
		out = append(out, row[0])
		for i, cell := range row {
			if i == 0 || cell == "" || cell == "-" {
				continue
			}
			name := fmt.Sprintf("%s%-*s", indent, names+gap, strings.ToLower(t.columns[i]))
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
