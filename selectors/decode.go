package selectors

import (
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// decoder fills the catalogue's types from a tree and collects every mistake
// on the way. The toml tags of the types are the whole schema.
//
// A path names a value inside a file: "setting[0].control[2].id".
type decoder struct {
	file string
	// places says where each path that the file has was written.
	places map[string]position
	// wrong are the paths that were found wrong: what follows from one mistake
	// is not told as another.
	wrong    map[string]bool
	mistakes []*ParseError
}

func newDecoder(file string) *decoder {
	return &decoder{file: file, places: map[string]position{}, wrong: map[string]bool{}}
}

// decodeFile reads a file into a pointer to a struct. It returns a decoder
// that holds the mistakes and the places, and whether the file could be read
// at all.
func decodeFile(file string, data []byte, into any) (*decoder, bool) {
	d := newDecoder(file)
	root, mistake := parseTree(file, data)
	if mistake != nil {
		d.mistakes = append(d.mistakes, mistake)
		return d, false
	}
	d.table(root, reflect.ValueOf(into).Elem(), "")
	return d, true
}

// at returns the place of a path, or of the nearest thing around it that the
// file has.
func (d *decoder) at(path string) position {
	for path != "" {
		if at, known := d.places[path]; known {
			return at
		}
		path = parentPath(path)
	}
	return position{1, 1}
}

// fail notes a mistake at a path, unless something around it is wrong anyway.
func (d *decoder) fail(path, format string, args ...any) {
	for p := path; p != ""; p = parentPath(p) {
		if d.wrong[p] {
			return
		}
	}
	d.failAt(d.at(path), format, args...)
}

// wrongBelow says whether some part of a path was found wrong, so that its
// absence means nothing.
func (d *decoder) wrongBelow(path string) bool {
	for wrong := range d.wrong {
		if strings.HasPrefix(wrong, path+".") {
			return true
		}
	}
	return false
}

func (d *decoder) failAt(at position, format string, args ...any) {
	d.mistakes = append(d.mistakes, &ParseError{d.file, at.line, at.column, fmt.Sprintf(format, args...)})
}

func (d *decoder) value(n *node, v reflect.Value, path string) {
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
		// A type that no file can fill is a mistake of ours, not of the file.
		panic(fmt.Sprintf("selectors: no decoding for %s", v.Type()))
	}
}

func (d *decoder) enum(n *node, v encoding.TextUnmarshaler, path string) {
	if !d.want(n, path, unstable.String) {
		return
	}
	if err := v.UnmarshalText([]byte(n.text)); err != nil {
		d.fail(path, "%v", err)
		d.wrong[path] = true
	}
}

func (d *decoder) table(n *node, v reflect.Value, path string) {
	if !d.want(n, path, unstable.Table) {
		return
	}
	fieldOf := map[string]int{}
	var known []string
	for i := range v.NumField() {
		if key := v.Type().Field(i).Tag.Get("toml"); key != "" {
			fieldOf[key] = i
			known = append(known, key)
		}
	}
	slices.Sort(known)
	for _, key := range n.keys {
		i, ok := fieldOf[key]
		if !ok {
			d.failAt(n.keyPos[key], "unknown key %q%s", key, didYouMean(key, known))
			continue
		}
		d.value(n.fields[key], v.Field(i), join(path, key))
	}
}

// tableOfAny reads a table whose keys are free: languages, levels, attributes.
func (d *decoder) tableOfAny(n *node, v reflect.Value, path string) {
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

func (d *decoder) list(n *node, v reflect.Value, path string) {
	if !d.want(n, path, unstable.Array) {
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.items), len(n.items)))
	for i, item := range n.items {
		d.value(item, v.Index(i), index(path, i))
	}
}

// want notes a mistake if a value is of the wrong type. It speaks of TOML's
// types: whoever edits a file need not know ours.
func (d *decoder) want(n *node, path string, kind unstable.Kind) bool {
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

// join and index build paths. A dot inside a key stays one: no key of ours
// that has parts below it holds one.
func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

func parentPath(path string) string {
	if i := strings.LastIndexAny(path, ".["); i > 0 {
		return path[:i]
	}
	return ""
}

// lastKey returns the key that a path ends in, without places in lists.
func lastKey(path string) string {
	path, _, _ = strings.Cut(path[strings.LastIndex(path, ".")+1:], "[")
	return path
}
