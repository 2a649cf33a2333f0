package run

import (
	"cmp"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// Member is an account to work on: a profile's own, or a user of its Plex Home.
type Member struct {
	Profile string
	// stored is the session that the profile keeps; nil if it has none.
	stored *session.Session
	// user is set where a Home user was asked for, which may be the profile's own
	// account.
	user *signin.HomeUser
	// Err is why the account cannot be worked on.
	Err error
}

// foreign says that the account is reached by a switch in the Plex Home.
func (m *Member) foreign() bool { return m.user != nil && !m.user.Is(m.stored.Account.ID) }

// AccountID is Plex's id of the account.
func (m *Member) AccountID() string {
	if m.foreign() {
		return m.user.ID
	}
	return m.stored.Account.ID
}

// Name is what people call the account; empty if nobody knows.
func (m *Member) Name() string {
	switch {
	case m.foreign():
		return m.user.Name()
	case m.stored != nil:
		return m.stored.Account.Username
	}
	return ""
}

// called is what the account is called where there are several.
func (m *Member) called() string {
	if m.user == nil && m.Profile != exit.DefaultProfile && m.Name() != "" {
		return m.Name() + ", profile " + m.Profile
	}
	return cmp.Or(m.Name(), m.Profile)
}

// HomeUser is the name for the report.
func (m *Member) HomeUser() *string {
	if m.user == nil {
		return nil
	}
	name := m.user.Name()
	return &name
}

// whose names the account in a message.
func (m *Member) whose() string {
	if m.foreign() {
		return m.Name()
	}
	return "profile " + m.Profile
}
