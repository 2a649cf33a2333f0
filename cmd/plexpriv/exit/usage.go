package exit

import (
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/selectors"
)

// UsageError means that the command line, or a variable that stands for a flag, is
// wrong. It is returned before anything else is opened or changed.
type UsageError struct{ msg, hint string }

// Usagef makes a usage error.
func Usagef(format string, args ...any) *UsageError {
	return &UsageError{msg: fmt.Sprintf(format, args...)}
}

// Hinting adds what to do instead.
func (e *UsageError) Hinting(hint string) *UsageError {
	e.hint = hint
	return e
}

// Error says what is wrong.
func (e *UsageError) Error() string { return e.msg }

// ExitCode is the code for a wrong command line.
func (e *UsageError) ExitCode() int { return Usage }

// Advice is what to do instead.
func (e *UsageError) Advice() []string { return []string{e.hint} }

// hintedError is an error with its own hints.
type hintedError struct {
	err   error
	hints []string
}

// WithHint gives an error its own hints. Without hints, the error is shown with none.
func WithHint(err error, hints ...string) error { return &hintedError{err, hints} }

// Error is the message of the wrapped error.
func (e *hintedError) Error() string { return e.err.Error() }

// Unwrap returns the wrapped error.
func (e *hintedError) Unwrap() error { return e.err }

// Reported ends a command that has already printed its result.
type Reported struct{ code int }

// Error is never printed.
func (e *Reported) Error() string { return fmt.Sprintf("ended with exit code %d", e.code) }

// Done ends a command with an exit code, without a message.
func Done(code int) error {
	if code == OK {
		return nil
	}
	return &Reported{code}
}

// DidYouMean is a hint with the known words that are similar, or with all of them if
// none is.
func DidYouMean(word string, known []string) string {
	if near := selectors.Nearest(word, known); len(near) > 0 {
		return "did you mean " + strings.Join(near, " or ") + "?"
	}
	return "there are: " + strings.Join(known, ", ")
}
