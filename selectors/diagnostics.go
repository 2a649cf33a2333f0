package selectors

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// diagnostics are the mistakes in one file, and the places of its values.
//
// A path names a value in a file: "setting[0].control[2].id".
type diagnostics struct {
	file string
	// places says where each path of the file was written.
	places map[string]position
	// wrong are the paths with a mistake, so that what follows from one mistake is not
	// reported as another.
	wrong    map[string]bool
	mistakes []*ParseError
}

func newDiagnostics(file string) *diagnostics {
	return &diagnostics{file: file, places: map[string]position{}, wrong: map[string]bool{}}
}

// at returns the place of a path or, if the file does not have it, of the nearest thing
// around it.
func (d *diagnostics) at(path string) position {
	for path != "" {
		if at, known := d.places[path]; known {
			return at
		}
		path = parentPath(path)
	}
	return position{1, 1}
}

// cite returns the place of a path for the message of another mistake: file:line:col.
func (d *diagnostics) cite(path string) string {
	at := d.at(path)
	return fmt.Sprintf("%s:%d:%d", d.file, at.line, at.column)
}

// fail reports a mistake at a path, unless there is already one around it.
func (d *diagnostics) fail(path, format string, args ...any) {
	for p := path; p != ""; p = parentPath(p) {
		if d.wrong[p] {
			return
		}
	}
	d.failAt(d.at(path), format, args...)
}

// wrongBelow says whether a part of a path has a mistake, so that its absence means
// nothing.
func (d *diagnostics) wrongBelow(path string) bool {
	for wrong := range d.wrong {
		if strings.HasPrefix(wrong, path+".") {
			return true
		}
	}
	return false
}

func (d *diagnostics) failAt(at position, format string, args ...any) {
	d.mistakes = append(d.mistakes, &ParseError{d.file, at.line, at.column, fmt.Sprintf(format, args...)})
}

// need reports a text that is missing or empty.
func (d *diagnostics) need(path, key, text string) {
	if strings.TrimSpace(text) != "" {
		return
	}
	path = join(path, key)
	if _, there := d.places[path]; there {
		d.fail(path, "%s is empty", key)
		return
	}
	d.fail(path, "%s is missing", key)
}

// needList reports a list that is missing, empty, or has an empty text in it.
func (d *diagnostics) needList(path, key string, list []string) {
	path = join(path, key)
	if len(list) == 0 {
		d.fail(path, "%s is missing, or an empty list", key)
	}
	for i, text := range list {
		if strings.TrimSpace(text) == "" {
			d.fail(index(path, i), "an entry of %s is empty", key)
		}
	}
}

// oneOf reports an unknown word. An empty word is reported by need.
func (d *diagnostics) oneOf(path, what, word string, known []string) {
	if word == "" || len(known) == 0 || slices.Contains(known, word) {
		return
	}
	d.fail(path, "unknown %s %q; want one of %s%s", what, word, strings.Join(known, ", "), didYouMean(word, known))
}

// once reports an ID that is used twice.
func (d *diagnostics) once(path string, seen map[string]bool, id, what string) {
	if id != "" && seen[id] {
		d.fail(join(path, "id"), "there are two of %s %q", what, id)
	}
	seen[id] = true
}

// join and index build paths. A dot in a key is not escaped, because no key with a dot
// has parts below it.
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

// lastKey returns the last key of a path, without the indexes of lists.
func lastKey(path string) string {
	path, _, _ = strings.Cut(path[strings.LastIndex(path, ".")+1:], "[")
	return path
}
