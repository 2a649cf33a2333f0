package page

import (
	"log/slog"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// Env is what the visits of a run have in common.
type Env struct {
	Lex  *reading.Lexicon
	Pace Pace
	Log  *slog.Logger
	// User is the account's user name, to pick it where a Plex Home asks who it is.
	User string
	// Refusals returns what the network guard has refused, to explain an empty page; nil
	// if that is not known.
	Refusals func() []automation.Refusal
	// Rows is told how many rows of lists a page has shown so far; nil if nobody asks.
	Rows func(page string, rows int)
}
