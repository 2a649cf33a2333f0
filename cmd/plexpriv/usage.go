package main

import "fmt"

// usageError says that the command line, or a variable that stands for a flag,
// makes no sense. Nothing has been opened or touched by then.
type usageError struct{ msg, hint string }

func usagef(format string, args ...any) *usageError {
	return &usageError{msg: fmt.Sprintf(format, args...)}
}

func (e *usageError) hinting(hint string) *usageError {
	e.hint = hint
	return e
}

// Error says what makes no sense.
func (e *usageError) Error() string { return e.msg }

// hintedError is an error together with what the person may do about it.
type hintedError struct {
	err   error
	hints []string
}

func withHint(err error, hints ...string) error { return &hintedError{err, hints} }

// Error is that of the error within.
func (e *hintedError) Error() string { return e.err.Error() }

// Unwrap gives the error within.
func (e *hintedError) Unwrap() error { return e.err }

// reported ends a command whose outcome has been printed already.
type reported struct{ code int }

// Error is never shown.
func (e *reported) Error() string { return fmt.Sprintf("ended with exit code %d", e.code) }

// done ends a command with an exit code and nothing more to say.
func done(code int) error {
	if code == exitOK {
		return nil
	}
	return &reported{code}
}
