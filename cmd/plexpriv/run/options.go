package run

import (
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// Options say what a run does, to which accounts, and how.
type Options struct {
	Command   string
	DryRun    bool
	Catalogue *selectors.Catalogue
	Wanted    Wanted
	// Undo is nil unless the command is undo.
	Undo     *Undo
	Accounts Accounts
	Output   terminal.Output
	// Report is the file for the HTML report, or empty for none.
	Report  string
	Browser world.BrowserChoice
	Headed  bool
	// Question says whether the person is asked, and how.
	Question Question
	// Follower is set if somebody who is not at the terminal follows the run.
	Follower *Follower
	Pace     Pace
	// Version is the version of this build.
	Version string
	// Locale is the person's language. Nil means English.
	Locale *locale.Locale
}

// Words names things in the person's language.
func (o *Options) Words() *presentation.Vocabulary { return presentation.New(o.Locale, o.Catalogue) }

// ReadOnly reports whether nothing may be changed.
func (o *Options) ReadOnly() bool { return o.DryRun || o.Command == "check" }

// Question is what a person is asked before anything is written.
type Question struct {
	// ShowPlan shows what would change, and then the person is asked. Nil means that
	// nobody is.
	ShowPlan func(plan *outcome.Report)
	// Pick opens the list of changes at once, without the question.
	Pick bool
	// Unanswered is the error where there is nobody to ask and the run must not go on
	// without. Whether somebody is signed in, and whether there is anything to do, is
	// found out first.
	Unanswered error
}

// Follower follows a run from outside the terminal, as a page in a browser does.
type Follower struct {
	// Observer gets the progress, which is not drawn on the terminal then.
	Observer flows.Observer
	// Stop is closed by the follower to end the run as the first Ctrl-C does: the pages in
	// work are finished.
	Stop chan struct{}
}

// Pace is how long a run may take, and how much it does at a time.
type Pace struct {
	Timeout time.Duration
	// PerRow is added to Timeout for each row of a list that is found, if nobody has asked
	// for a time.
	PerRow time.Duration
	// Settle is the wait between the last save and the proof, in which Plex may put an
	// old value back.
	Settle time.Duration
	// Jobs is how many accounts to work on at a time, or 0 if --jobs was not given.
	Jobs int
}

// Undo are the options of undo.
type Undo struct {
	// Run is the id of the run to undo. Empty means the last run that changed something.
	Run   string
	Force bool
}
