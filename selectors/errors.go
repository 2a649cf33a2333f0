package selectors

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// ParseError is one mistake in a catalogue file.
type ParseError struct {
	// File is the path inside the catalogue ("pages/email.toml").
	File string
	// Line and Column count from 1; both are 0 if the file as a whole is meant.
	Line, Column int
	Msg          string
}

// Error returns "file:line:col: message" on one line. The message may quote the file, in
// which a key can hold a line break: written as it is, it would look like another mistake,
// or like a line of the program.
func (e *ParseError) Error() string {
	if e.Line == 0 {
		return onOneLine(e.File + ": " + e.Msg)
	}
	return onOneLine(fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Msg))
}

// onOneLine writes control characters as Go and TOML do: \n, \u001b.
func onOneLine(text string) string {
	if strings.IndexFunc(text, unicode.IsControl) < 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if !unicode.IsControl(r) {
			b.WriteRune(r)
			continue
		}
		quoted := strconv.QuoteRuneToASCII(r)
		b.WriteString(quoted[1 : len(quoted)-1])
	}
	return b.String()
}

// joinErrors returns all mistakes as one error, in reading order and without repeats;
// nil if there are none.
func joinErrors(mistakes []*ParseError) error {
	slices.SortFunc(mistakes, func(a, b *ParseError) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Msg, b.Msg),
		)
	})
	mistakes = slices.CompactFunc(mistakes, func(a, b *ParseError) bool { return *a == *b })
	errs := make([]error, len(mistakes))
	for i, m := range mistakes {
		errs[i] = m
	}
	return errors.Join(errs...)
}
