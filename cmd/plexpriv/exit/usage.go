package exit

import (
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/selectors"
)

// UsageError says that the command line, or a variable that stands for a flag,
// makes no sense. Nothing has been opened or touched by then.
type UsageError struct{ msg, hint string }

// Usagef is a usage error.
func Usagef(format string, args ...any) *UsageError {
	return &UsageError{msg: fmt.Sprintf(format, args...)}
}

// Hinting adds what to do instead.
func (e *UsageError) Hinting(hint string) *UsageError {
	e.hint = hint
	return e
}

// Error says what makes no sense.
func (e *UsageError) Error() string { return e.msg }

// ExitCode is that of a mistake of the person's.
func (e *UsageError) ExitCode() int { return Usage }

// Advice is what to do instead.
func (e *UsageError) Advice() []string { return []string{e.hint} }

// hintedError is an error together with what the person may do about it.
type hintedError struct {
	err   error
	hints []string
}

// WithHint adds advice to an error.
func WithHint(err error, hints ...string) error { return &hintedError{err, hints} }

// Error is that of the error within.
func (e *hintedError) Error() string { return e.err.Error() }

// Unwrap gives the error within.
func (e *hintedError) Unwrap() error { return e.err }

// Reported ends a command whose outcome has been printed already.
type Reported struct{ code int }

// Error is never shown.
func (e *Reported) Error() string { return fmt.Sprintf("ended with exit code %d", e.code) }

// Done ends a command with an exit code and nothing more to say.
func Done(code int) error {
	if code == OK {
		return nil
	}
	return &Reported{code}
}

// DidYouMean names the nearest known words, or what there is if none is near.
func DidYouMean(word string, known []string) string {
	if near := selectors.Nearest(word, known); len(near) > 0 {
		return "did you mean " + strings.Join(near, " or ") + "?"
	}
	return "there are: " + strings.Join(known, ", ")
}
