package report

import (
	"html/template"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Page is a report in words, as the template draws it.
type Page struct {
	Title   string
	Verdict string
	Tone    Tone
	// Lines say more about the verdict.
	Lines    []string
	Facts    []Fact
	Tiles    []Tile
	Accounts []Account
	// ReadOnly says that nothing could be changed; then there is no "before".
	ReadOnly bool
	// Pictures says that at least one account has some.
	Pictures bool
	Version  string
}

// Fact is one line about the run.
type Fact struct{ Name, Text string }

// Tile is one number of the summary.
type Tile struct {
	Count int
	Text  string
	Tone  Tone
}

// Account is what there is to say of one account.
type Account struct {
	// Anchor is where in the page it stands.
	Anchor string
	Name   string
	// About adds the profile, or the Home user, where that says something.
	About   string
	Verdict string
	Tone    Tone
	Count   count
	// Error is why nothing more was done.
	Error string
	// Note is why the account was left alone on purpose.
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
type Advice struct {
	About string
	Text  string
}

// Section is one page of Plex.
type Section struct {
	Anchor string
	Title  string
	// Link is the address where it is safe to make it one.
	Link     string
	Address  string
	Status   string
	Tone     Tone
	Detail   string
	Proof    string
	Settings []Setting
	Before   *Shot
	After    *Shot
}

// Setting is one row.
type Setting struct {
	Label string
	// Plex is the exact label of its one control on the page.
	Plex   string
	ID     string
	Before Value
	After  Value
	Wanted string
	Result string
	Tone   Tone
	Detail string
	Proof  string
	// Controls are listed where there is more than one.
	Controls []Control
}

// Value is plexpriv's word for a value and what the page showed for it.
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

// Unknown is a control that no setting claims.
type Unknown struct {
	Page, What, State string
	// News says that it is on and was not there before.
	News bool
}

// Effect is what else changes with a setting.
type Effect struct{ Label, Text string }

// Command is one to type, and what it does.
type Command struct{ Text, Does string }

// Shot is a picture of a page.
type Shot struct {
	Caption, Alt  string
	Source        template.URL
	Width, Height int
}

// count is how an account, or all of them, fared.
type count struct{ Changed, Fine, Differ, Attention, Left int }

func (c *count) add(r outcome.Result) {
	switch {
	case r == outcome.Verified:
		c.Changed++
	case r == outcome.Already:
		c.Fine++
	case r == outcome.WouldChange:
		c.Differ++
	case mannerOf(r).tone == Bad:
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
}
