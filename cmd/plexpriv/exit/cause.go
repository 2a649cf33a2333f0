package exit

import (
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Cause is an error of the commands that knows its exit code and its hints. Errors of
// other packages get theirs from codeTable.
type Cause interface {
	error
	ExitCode() int
	Advice() []string
}

// NewCause makes an error with an exit code and lines of advice.
func NewCause(code int, msg string, advice ...string) error { return &cause{msg, code, advice} }

type cause struct {
	msg    string
	code   int
	advice []string
}

// Error is the message.
func (c *cause) Error() string { return c.msg }

// ExitCode is the code that the error was made with.
func (c *cause) ExitCode() int { return c.code }

// Advice is the advice that the error was made with.
func (c *cause) Advice() []string { return c.advice }

// causeOf finds a Cause with a code in the tree of an error, or nil.
func causeOf(err error, code int) Cause {
	if c, ok := err.(Cause); ok && c.ExitCode() == code {
		return c
	}
	switch err := err.(type) {
	case interface{ Unwrap() error }:
		return causeOf(err.Unwrap(), code)
	case interface{ Unwrap() []error }:
		for _, e := range err.Unwrap() {
			if c := causeOf(e, code); c != nil {
				return c
			}
		}
	}
	return nil
}

// NoSession makes the error that a profile has no session, or, for "", that no profile
// has one.
func NoSession(profile string) *NotSignedIn { return &NotSignedIn{profile} }

// NotSignedIn means that there is no session.
type NotSignedIn struct{ profile string }

// Error names the profile, if there is one.
func (e *NotSignedIn) Error() string {
	if e.profile == "" {
		return "nobody is signed in"
	}
	return "nobody is signed in under the profile " + e.profile
}

// Unwrap returns the error that a store has for a missing session.
func (e *NotSignedIn) Unwrap() error { return session.ErrNotFound }

// ExitCode is the code for "sign-in needed".
func (e *NotSignedIn) ExitCode() int { return outcome.ExitSignIn }

// Advice is to sign in.
func (e *NotSignedIn) Advice() []string { return []string{"sign in: " + e.Login()} }

// Login is the command that signs the profile in.
func (e *NotSignedIn) Login() string { return LoginLine(e.profile) }

// DefaultProfile is the profile that is used without --profile.
const DefaultProfile = "default"

// LoginLine is the command that signs a profile in.
func LoginLine(profile string) string {
	if profile == "" || profile == DefaultProfile {
		return "plexpriv login"
	}
	return "plexpriv login --profile " + profile
}
