package flows

import (
	"time"

	"github.com/plexpriv/plexpriv/flows/wanted"
)

// Request says what a run is to do.
type Request struct {
	// Command is "apply", "undo" or "check"; DryRun and check change nothing.
	Command   string
	DryRun    bool
	Selection wanted.Selection
	// Run identifies the run in the journal and the report.
	Run string
	// Pictures asks for pictures of each page, before and after the changes.
	Pictures bool
	// Settle is how long after the last save the pages are loaded again to prove
	// it: Plex may put a value back a moment later.
	Settle time.Duration
	// Limit is the time for the account, waits and retries included; 0 for none.
	Limit time.Duration
	// PerRow is added to the limit for each row of a list that is found.
	PerRow time.Duration
	// Stop, once closed, ends the run: pages under way are finished and proved, and no
	// other page is begun.
	Stop <-chan struct{}
}

func (q Request) readOnly() bool { return q.DryRun || q.Command != "apply" && q.Command != "undo" }

func (q Request) stopped() bool {
	select {
	case <-q.Stop:
		return true
	default:
		return false
	}
}
