package act

import (
	"fmt"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// ErrSessionEnded says that Plex accepted the session at first, and later did not.
var ErrSessionEnded = fmt.Errorf("%w: Plex ended the session during the run", outcome.ErrSignIn)

// Some pages have controls for visitors, too, which say nothing about the account. So
// what was read is believed only if Plex still accepted the session afterwards.

// denied says whether Plex refused everything that was sent, because of the session.
func denied(sent []automation.Write) bool {
	for _, w := range sent {
		if w.Status != 401 {
			return false
		}
	}
	return len(sent) > 0
}

// sessionOver says whether Plex has refused a request because it no longer accepts the
// session.
func sessionOver(troubles []automation.Write) bool {
	for _, t := range troubles {
		if t.Status == 401 {
			return true
		}
	}
	return false
}
