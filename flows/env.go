package flows

import (
	"log/slog"

	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// env is what every step of a run needs to know.
type env struct {
	lex  *reading.Lexicon
	pace Pace
	log  *slog.Logger
	// user is the account's user name, to pick it where a Plex Home asks who it is.
	user string
	// managed says that the account is a managed user of a Plex Home.
	managed bool
}

func newEnv(cat *selectors.Catalogue, pace Pace, level string, log *slog.Logger) *env {
	return &env{lex: reading.NewLexicon(cat, level), pace: pace, log: log}
}
