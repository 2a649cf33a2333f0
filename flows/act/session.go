package act

import (
	"fmt"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// ErrSessionEnded is a session that Plex accepted at first.
var ErrSessionEnded = fmt.Errorf("%w: Plex ended the session during the run", outcome.ErrSignIn)

// A page that is for visitors too shows them controls of their own: what it says to
// a visitor is nothing about the account. So what is read is believed only where
// Plex still knew the session when the reading was over.

// denied says whether Plex took none of what was sent, because of the session.
func denied(sent []automation.Write) bool {
	for _, w := range sent {
		if w.Status != 401 {
			return false
		}
	}
	return len(sent) > 0
}
