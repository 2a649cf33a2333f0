package selectors

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// ParseError is one mistake in a catalogue file.
type ParseError struct {
	// File is the path inside the catalogue ("pages/email.toml").
	File string
	// Line and Column count from 1; both are 0 if the file as a whole is meant.
	Line, Column int
	Msg          string
}

// Error returns "file:line:col: message".
func (e *ParseError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Msg)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Msg)
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
