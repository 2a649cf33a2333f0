package run

import (
	"cmp"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// Member is an account to work on: a profile's own, or a user of its Plex Home.
type Member struct {
	Profile string
	// stored is the profile's session, or nil if it has none.
	stored *session.Session
	// user is set if Home users were asked for. It may be the profile's own account.
	user *signin.HomeUser
	// named says that it was asked for by its name, and not as one of a family.
	named bool
	// Err is the reason why the account cannot be worked on.
	Err error
}

// needsSwitch reports whether the profile's session belongs to another user of the Plex
// Home, so that the account is reached by a switch.
func (m *Member) needsSwitch() bool { return m.user != nil && !m.user.HasID(m.stored.Account.ID) }

// AccountID is Plex's id of the account.
func (m *Member) AccountID() string {
	if m.needsSwitch() {
		return m.user.ID
	}
	return m.stored.Account.ID
}

// Name is the username or the Home user's name, or empty if it is not known.
func (m *Member) Name() string {
	switch {
	case m.needsSwitch():
		return m.user.Name()
	case m.stored != nil:
		return outcome.Name(m.stored.Account.Username)
	}
	return ""
}

// displayName tells the account apart from the others of the run.
func (m *Member) displayName() string {
	if m.user == nil && m.Profile != exit.DefaultProfile && m.Name() != "" {
		return m.Name() + ", profile " + m.Profile
	}
	return cmp.Or(m.Name(), m.Profile)
}

// HomeUser is the name in the report's home_user; nil if no Home user was asked for.
func (m *Member) HomeUser() *string {
	if m.user == nil {
		return nil
	}
	name := m.user.Name()
	return &name
}

// label names the account in an error or a message.
func (m *Member) label() string {
	if m.needsSwitch() {
		return m.Name()
	}
	return "profile " + m.Profile
}
