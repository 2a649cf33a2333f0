package run

import (
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// Options are what a run over accounts is asked to do.
type Options struct {
	Command   string
	DryRun    bool
	Catalogue *selectors.Catalogue
	Wanted    Choice
	// Undo is set for undo only.
	Undo     *Undo
	Accounts Accounts
	Output   terminal.Output
	// Report is the file for a page about the run; empty for none.
	Report  string
	Browser world.BrowserChoice
	Headed  bool
	// ShowPlan is there where the person is to pick, before anything is written: it
	// shows them what would change.
	ShowPlan func(plan *outcome.Report)
	Pace     Pace
	// Version is that of this build.
	Version string
}

// ReadOnly says that nothing may be changed.
func (o *Options) ReadOnly() bool { return o.DryRun || o.Command == "check" }

// Pace is how long a run may take, and how much it does at a time.
type Pace struct {
	Timeout time.Duration
	// Settle is how long Plex has to put something back.
	Settle time.Duration
	// Jobs is how many accounts to work on at a time, 0 where nobody has said it.
	Jobs int
}

// Undo are what only an undo is asked.
type Undo struct {
	// Run is the id of the run to take back; empty: the last that changed something.
	Run   string
	Force bool
	// Ask says to show what will be done and let the person decide.
	Ask bool
}
