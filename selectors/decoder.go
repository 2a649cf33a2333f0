package selectors

import (
	"bytes"
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"github.com/pelletier/go-toml/v2/unstable"
)

// decoder fills the catalogue's types from a tree and collects every mistake on the
// way. The toml tags of the types are the whole schema; in a file, the fields of an
// embedded struct are among the others.
type decoder struct{ *diagnostics }

// decodeFile reads a file into a pointer to a struct. It returns the mistakes, with the
// places of all values, and whether the file is TOML at all.
func decodeFile(file string, data []byte, into any) (*diagnostics, bool) {
	d := decoder{newDiagnostics(file)}
	// Editors of Windows begin a file with a byte order mark, which TOML does not know.
	root, mistake := parseTree(file, bytes.TrimPrefix(data, []byte("\ufeff")))
	if mistake != nil {
		d.mistakes = append(d.mistakes, mistake)
		return d.diagnostics, false
	}
	d.table(root, reflect.ValueOf(into).Elem(), "")
	return d.diagnostics, true
}

func (d decoder) value(n *node, v reflect.Value, path string) {
	d.places[path] = n.pos
	if text, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		d.enum(n, text, path)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), path)
	case reflect.Struct:
		d.table(n, v, path)
	case reflect.Map:
		if v.Type() == reflect.TypeFor[ByID]() {
			d.tableByID(n, v, path)
			return
		}
		d.tableOfAny(n, v, path)
	case reflect.Slice:
		d.list(n, v, path)
	case reflect.String:
		if d.want(n, path, unstable.String) {
			v.SetString(n.text)
		}
	case reflect.Bool:
		if d.want(n, path, unstable.Bool) {
			v.SetBool(n.text == "true")
		}
	case reflect.Int:
		if !d.want(n, path, unstable.Integer) {
			return
		}
		number, err := strconv.Atoi(n.text)
		if err != nil {
			d.fail(path, "%s is not a plain whole number", lastKey(path))
			d.wrong[path] = true
		}
		v.SetInt(int64(number))
	default:
		// A type that no file can fill is a bug here, not a mistake in the file.
		panic(fmt.Sprintf("selectors: no decoding for %s", v.Type()))
	}
}

func (d decoder) enum(n *node, v encoding.TextUnmarshaler, path string) {
	if !d.want(n, path, unstable.String) {
		return
	}
	if err := v.UnmarshalText([]byte(n.text)); err != nil {
		d.fail(path, "%v", err)
		d.wrong[path] = true
	}
}

func (d decoder) table(n *node, v reflect.Value, path string) {
	if !d.want(n, path, unstable.Table) {
		return
	}
	fieldOf := map[string][]int{}
	var known []string
	for _, field := range reflect.VisibleFields(v.Type()) {
		if key := field.Tag.Get("toml"); key != "" {
			fieldOf[key] = field.Index
			known = append(known, key)
		}
	}
	slices.Sort(known)
	for _, key := range n.keys {
		field, ok := fieldOf[key]
		if !ok {
			d.failAt(n.keyPos[key], "unknown key %q%s", key, didYouMean(key, known))
			continue
		}
		d.value(n.fields[key], v.FieldByIndex(field), join(path, key))
	}
}

// tableOfAny reads a table with free keys: languages, levels, attributes.
func (d decoder) tableOfAny(n *node, v reflect.Value, path string) {
	if !d.want(n, path, unstable.Table) {
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for _, key := range n.keys {
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(n.fields[key], item, join(path, key))
		v.SetMapIndex(reflect.ValueOf(key), item)
	}
}

func (d decoder) tableByID(n *node, v reflect.Value, path string) {
	if d.want(n, path, unstable.Table) {
		v.Set(reflect.MakeMap(v.Type()))
		d.byID(n, v, path, "")
	}
}

// byID reads a table of texts by id, whether or not the ids are quoted.
func (d decoder) byID(n *node, v reflect.Value, path, prefix string) {
	for _, key := range n.keys {
		id := join(prefix, key)
		value := n.fields[key]
		if value.kind == n.kind {
			d.byID(value, v, path, id)
			continue
		}
		at := join(path, id)
		if _, twice := d.places[at]; twice {
			d.failAt(n.keyPos[key], "%s is given twice, first in %s", id, d.cite(at))
			continue
		}
		text := reflect.New(v.Type().Elem()).Elem()
		d.value(value, text, at)
		v.SetMapIndex(reflect.ValueOf(id), text)
	}
}

func (d decoder) list(n *node, v reflect.Value, path string) {
	if !d.want(n, path, unstable.Array) {
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.items), len(n.items)))
	for i, item := range n.items {
		d.value(item, v.Index(i), index(path, i))
	}
}

// want reports a value of the wrong type. Its message names the types of TOML, because
// people who edit a file need not know those of Go.
func (d decoder) want(n *node, path string, kind unstable.Kind) bool {
	if n.kind == kind {
		return true
	}
	d.fail(path, "%s: want %s, have %s", lastKey(path), typeWord(kind), typeWord(n.kind))
	d.wrong[path] = true
	return false
}

func typeWord(kind unstable.Kind) string {
	switch kind {
	case unstable.String:
		return "a text in quotes"
	case unstable.Bool:
		return "true or false"
	case unstable.Integer:
		return "a whole number"
	case unstable.Float:
		return "a number with a fraction"
	case unstable.Array:
		return "a list in [brackets]"
	case unstable.Table, unstable.InlineTable:
		return "a table of key = value"
	}
	return "a date or time"
}
