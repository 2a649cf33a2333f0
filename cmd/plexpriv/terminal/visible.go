package terminal

import (
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// visible shows, as \u001b, every character that a terminal would obey instead of
// showing it, except line breaks and tabs: control characters, with which a text can
// paint over another one, and marks that turn the direction of writing. In JSON that is
// the character itself, so a document says what it said. Bytes that are no text become
// U+FFFD: some terminals take them for control characters.
//
// Texts come from pages, files and people whom nobody knows, and a verdict that they
// forge looks like ours.
func visible(text string) string {
	if strings.IndexFunc(text, obeyed) < 0 && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if obeyed(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func obeyed(r rune) bool {
	const (
		delete, lastC1         = 0x7f, 0x9f
		arabicMark             = 0x061c
		leftMark, rightMark    = 0x200e, 0x200f
		lineBreak, override    = 0x2028, 0x202e // paragraph breaks, embeddings and overrides
		isolate, isolatesUntil = 0x2066, 0x2069
	)
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < ' ', delete <= r && r <= lastC1:
		return true
	}
	return r == arabicMark || r == leftMark || r == rightMark || lineBreak <= r && r <= override || isolate <= r && r <= isolatesUntil
}

// mostInCell is the length of the longest text in a table, in characters.
const mostInCell = 1000

// cell is a text on one line, so that it cannot look like another line of ours.
func cell(text string) string {
	if len(text) <= mostInCell && !strings.ContainsAny(text, "\n\r\t\v\f\u0085\u2028\u2029") {
		return text
	}
	return outcome.Clip(text, mostInCell)
}

// OneLiners makes a name of every text in a value that a pointer points at: it comes
// from outside, and no name of a setting or a page has a second line.
func OneLiners(value any) { oneLiners(reflect.ValueOf(value)) }

func oneLiners(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			oneLiners(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				oneLiners(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			oneLiners(v.Index(i))
		}
	case reflect.String:
		v.SetString(outcome.Name(v.String()))
	}
}
