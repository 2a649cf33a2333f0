package report

import (
	"html/template"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/guide"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/rights"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Page holds the texts of a report, as the template shows them.
type Page struct {
	Title   string
	Verdict string
	Tone    Tone
	// Lines explain the verdict.
	Lines []string
	Facts []Fact
	// More are the facts that a report of a problem needs; they stand at the end.
	More     []Fact
	Tiles    []Tile
	Accounts []Account
	// ReadOnly means that nothing could be changed, so there is no "before".
	ReadOnly bool
	// Pictures means that at least one account has pictures.
	Pictures bool
	Version  string
	// How explains the words.
	How string
	// ByHandHeading stands above the steps that a person takes by hand.
	ByHandHeading string
	// Cookies is how to reject Plex's cookies in the person's own browsers.
	Cookies rights.Cookies
}

// Fact is one line about the run.
type Fact struct{ Name, Text string }

// Tile is one number of the summary.
type Tile struct {
	Count int
	Text  string
	Tone  Tone
}

// Account is the part of the report about one account.
type Account struct {
	// Anchor is the id of the part, for links within the report.
	Anchor string
	Name   string
	// About has the profile, the Home user and the level, if they are not the usual ones.
	About   string
	Verdict string
	Tone    Tone
	Count   count
	// Error is why the run stopped for this account.
	Error string
	// Note is why the account was skipped on purpose.
	Note     string
	Next     []Advice
	Pages    []Section
	Unknown  []Unknown
	Effects  []Effect
	Commands []Command
	// Receipt is the hash of the run's receipt.
	Receipt string
}

// Advice is what to do next, and about what.
type Advice = presentation.Advice

// Tone is the color in which something is shown.
type Tone = presentation.Tone

// The tones.
const (
	Good  = presentation.Good
	Todo  = presentation.Todo
	Bad   = presentation.Bad
	Quiet = presentation.Quiet
)

// Section is the part of the report about one page of Plex.
type Section struct {
	Anchor string
	Title  string
	// Link is the address if it is safe to link to it.
	Link     string
	Address  string
	Status   string
	Tone     Tone
	Detail   string
	Proof    string
	Settings []Setting
	Before   *Screenshot
	After    *Screenshot
	// ByHand is the steps for what the run could not set.
	ByHand *guide.Page
}

// Setting is one row of a section.
type Setting struct {
	Label string
	// Plex is the exact label on the page, if the setting has one control.
	Plex   string
	ID     string
	Before Value
	After  Value
	Wanted string
	Result string
	Tone   Tone
	Detail string
	// More is a detail too long for a column of a table.
	More  string
	Proof string
	// Controls are listed if the setting has more than one.
	Controls []Control
}

// Value is plexpriv's word for a value, and the page's words for it if they differ.
type Value struct{ Word, Shown string }

// Control is one of several controls of a setting.
type Control struct {
	Label  string
	Before Value
	After  Value
	Result string
	Tone   Tone
	Detail string
}

// Unknown is a control that belongs to no setting of the catalogue.
type Unknown struct {
	Page, What, State string
	// News means that the control is on and was not seen before.
	News bool
}

// Effect is a side effect of a setting.
type Effect struct{ Label, Text string }

// Command is a command line and what it does.
type Command struct{ Text, Does string }

// Screenshot is a picture of a page.
type Screenshot struct {
	Caption, Alt  string
	Source        template.URL
	Width, Height int
}

// count counts the settings of one account, or of all, by their results.
type count struct {
	Changed, Fine, Differ, Attention, Left int
	// Open is how many are as wanted or were left, and are not private.
	Open int
}

func (c *count) add(r outcome.Result) {
	switch {
	case r == outcome.Verified:
		c.Changed++
	case r == outcome.Already:
		c.Fine++
	case r == outcome.WouldChange:
		c.Differ++
	case presentation.ToneOf(r) == Bad:
		c.Attention++
	default:
		c.Left++
	}
}

func (c *count) sum(other count) {
	c.Changed += other.Changed
	c.Fine += other.Fine
	c.Differ += other.Differ
	c.Attention += other.Attention
	c.Left += other.Left
	c.Open += other.Open
}
