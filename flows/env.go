package flows

import (
	"log/slog"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// env is what the visits of a run have in common.
type env struct {
	lex  *reading.Lexicon
	pace Pace
	log  *slog.Logger
	// user is the account's user name, to pick it where a Plex Home asks who it is.
	user string
	// managed says that the account is a managed user of a Plex Home.
	managed bool
	// refusals are what the network guard refused, to explain an empty page; nil where
	// nobody knows.
	refusals func() []automation.Refusal
}
