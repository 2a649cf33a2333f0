package flows

import (
	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// Subject is the account a run is for.
type Subject struct {
	Profile string
	// State signs the account in.
	State automation.SiteState
	// Token and ClientID authorize reads of Plex's API.
	Token, ClientID string
	// ID and Username are those of the stored session.
	ID, Username string
	// HomeUser is the name of the Plex Home user that the profile was switched
	// to; empty for the profile's own account.
	HomeUser string
	// Expect is the user name or email address the caller insists on, if any.
	Expect string
	// Ledger records what is changed; one for each account. Nil records nothing.
	Ledger record.Ledger
	// Memory has what earlier runs read of the account; nil remembers nothing.
	Memory *record.Memory
}

// label names the account in the progress of a run over several.
func (s Subject) label() string {
	if s.HomeUser != "" {
		return s.HomeUser
	}
	return s.Profile
}

// key identifies the account. One profile can lead to several.
func (s Subject) key() string {
	if s.HomeUser != "" {
		return s.Profile + "/" + s.ID
	}
	return s.Profile
}

// SubjectOf returns the account of a stored session.
func SubjectOf(profile string, s *session.Session) Subject {
	return Subject{
		Profile: profile, State: signin.StateOf(s), Token: s.Token, ClientID: s.ClientID,
		ID: s.Account.ID, Username: s.Account.Username,
	}
}
