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

// sessionOver says whether Plex has refused a request of the page because it no
// longer takes the session.
func sessionOver(troubles []automation.Write) bool {
	for _, t := range troubles {
		if t.Status == 401 {
			return true
		}
	}
	return false
}
