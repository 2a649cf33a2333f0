package exit

import (
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Cause is an error of a command, which says itself what it means for the exit code
// and what may be done about it. Those of lower packages stand in a table.
type Cause interface {
	error
	ExitCode() int
	Advice() []string
}

// NewCause is an error that means a code, with lines of advice.
func NewCause(code int, msg string, advice ...string) error { return &cause{msg, code, advice} }

type cause struct {
	msg    string
	code   int
	advice []string
}

// Error says what is the matter.
func (c *cause) Error() string { return c.msg }

// ExitCode is what it means.
func (c *cause) ExitCode() int { return c.code }

// Advice is what may be done about it.
func (c *cause) Advice() []string { return c.advice }

// causeOf finds the error of a command that means a code and stands behind an error.
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

// NobodyUnder says that there is no session under a profile; "" is any.
func NobodyUnder(profile string) *NotSignedIn { return &NotSignedIn{profile} }

// NotSignedIn says that there is no session.
type NotSignedIn struct{ profile string }

// Error names the profile.
func (e *NotSignedIn) Error() string {
	if e.profile == "" {
		return "nobody is signed in"
	}
	return "nobody is signed in under the profile " + e.profile
}

// Unwrap makes it what the store says.
func (e *NotSignedIn) Unwrap() error { return session.ErrNotFound }

// ExitCode is that of somebody who has to sign in.
func (e *NotSignedIn) ExitCode() int { return outcome.ExitSignIn }

// Advice is to sign in.
func (e *NotSignedIn) Advice() []string { return []string{"sign in: " + e.Login()} }

// Login is the command that ends it.
func (e *NotSignedIn) Login() string { return LoginLine(e.profile) }

// DefaultProfile is the one that needs no name.
const DefaultProfile = "default"

// LoginLine is the command that signs a profile in.
func LoginLine(profile string) string {
	if profile == "" || profile == DefaultProfile {
		return "plexpriv login"
	}
	return "plexpriv login --profile " + profile
}
