package selectors

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// A tree is a TOML file with the places of its values. go-toml's own decoder stops at
// the first value of the wrong type; with a tree, every mistake of a file can be
// reported at once.

// position is a place in a file; line and column count from 1.
type position struct{ line, column int }

// node is a value of the file.
type node struct {
	kind unstable.Kind // Table, Array, or the kind of a plain value
	pos  position
	text string // of a plain value

	items  []*node             // of an Array
	keys   []string            // of a Table, in file order
	fields map[string]*node    // of a Table
	keyPos map[string]position // of a Table: where each key was first written
}

func newTable(pos position) *node {
	return &node{kind: unstable.Table, pos: pos, fields: map[string]*node{}, keyPos: map[string]position{}}
}

func (n *node) set(key string, at position, value *node) {
	if _, known := n.fields[key]; !known {
		n.keys = append(n.keys, key)
		n.keyPos[key] = at
	}
	n.fields[key] = value
}

// parseTree reads a file. If it is not TOML, only its first mistake can be reported.
func parseTree(file string, data []byte) (*node, *ParseError) {
	// Use the full decoder first: it refuses what the plain parser accepts, such as a
	// table that is defined twice.
	whole := toml.Unmarshal(data, &map[string]any{})
	detail := (*toml.DecodeError)(nil)
	placed := errors.As(whole, &detail)
	b := treeBuilder{data: data, lines: lineStarts(data)}
	b.parser.Reset(data)
	root := newTable(position{1, 1})
	table := root
	for b.parser.NextExpression() {
		expr := b.parser.Expression()
		switch expr.Kind {
		case unstable.KeyValue:
			b.add(table, expr)
		case unstable.Table, unstable.ArrayTable:
			table = b.open(root, expr)
		}
	}
	switch err := b.parser.Error(); {
	case whole != nil && b.twice != (position{}): // go-toml tells one of the places, or none
		return nil, notTOML(file, b.twice, fmt.Errorf("%w, in %s:%d:%d", whole, file, b.first.line, b.first.column))
	case placed:
		line, column := detail.Position()
		return nil, notTOML(file, position{line, column}, whole)
	case err != nil:
		return nil, notTOML(file, position{1, 1}, err)
	case whole != nil:
		return nil, notTOML(file, position{1, 1}, whole)
	}
	return root, nil
}

func notTOML(file string, at position, err error) *ParseError {
	return &ParseError{file, at.line, at.column, "not TOML: " + strings.TrimPrefix(err.Error(), "toml: ")}
}

type treeBuilder struct {
	data   []byte
	lines  []int // where each line starts
	parser unstable.Parser
	// twice is where a key is given a second time, if one is, first where it was before.
	twice, first position
}

// open returns the table that a [header] or [[header]] starts.
func (b *treeBuilder) open(root *node, header *unstable.Node) *node {
	parent, key, at := b.descend(root, header.Key())
	if header.Kind == unstable.ArrayTable {
		list := parent.fields[key]
		if list == nil {
			list = &node{kind: unstable.Array, pos: at}
			parent.set(key, at, list)
		}
		table := newTable(at)
		list.items = append(list.items, table)
		return table
	}
	if table := parent.fields[key]; table != nil {
		if table.kind == unstable.Table {
			return table
		}
		b.again(at, parent.keyPos[key])
	}
	table := newTable(at)
	parent.set(key, at, table)
	return table
}

// add puts a key and its value into a table.
func (b *treeBuilder) add(table *node, keyValue *unstable.Node) {
	parent, key, at := b.descend(table, keyValue.Key())
	if parent.fields[key] != nil {
		b.again(at, parent.keyPos[key])
	}
	parent.set(key, at, b.value(keyValue.Value(), at))
}

// descend follows a dotted key to the table with its last part, and makes the tables in
// between.
func (b *treeBuilder) descend(table *node, keys unstable.Iterator) (parent *node, last string, at position) {
	for keys.Next() {
		if last != "" {
			table = b.step(table, last, at)
		}
		last, at = string(keys.Node().Data), b.at(keys.Node(), position{1, 1})
	}
	return table, last, at
}

func (b *treeBuilder) step(table *node, key string, at position) *node {
	next := table.fields[key]
	if next != nil && next.kind == unstable.Array && len(next.items) > 0 {
		next = next.items[len(next.items)-1] // the table that was started last
	}
	if next != nil && next.kind == unstable.Table {
		return next
	}
	if next != nil {
		b.again(at, table.keyPos[key])
	}
	next = newTable(at)
	table.set(key, at, next)
	return next
}

func (b *treeBuilder) again(at, before position) {
	if b.twice == (position{}) {
		b.twice, b.first = at, before
	}
}

// value copies a value out of the parser, which reuses its nodes. The parser does not
// keep the place of lists and booleans; they get fallback, the place of their key.
func (b *treeBuilder) value(v *unstable.Node, fallback position) *node {
	n := &node{kind: v.Kind, pos: b.at(v, fallback), text: string(v.Data)}
	switch v.Kind {
	case unstable.Array:
		for it := v.Children(); it.Next(); {
			n.items = append(n.items, b.value(it.Node(), n.pos))
		}
	case unstable.InlineTable:
		n = newTable(n.pos)
		for it := v.Children(); it.Next(); {
			b.add(n, it.Node())
		}
	}
	return n
}

func (b *treeBuilder) at(v *unstable.Node, fallback position) position {
	if v.Raw.Length == 0 {
		return fallback
	}
	offset := int(v.Raw.Offset)
	line, starts := slices.BinarySearch(b.lines, offset)
	if starts {
		line++
	}
	return position{line: line, column: utf8.RuneCount(b.data[b.lines[line-1]:offset]) + 1}
}

// lineStarts returns the offsets of a file's lines. Counting them again for each value
// would take a tenth of the time that it takes to load a catalogue.
func lineStarts(data []byte) []int {
	starts := []int{0}
	for i, c := range data {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}
