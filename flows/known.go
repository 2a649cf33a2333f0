package flows

import "github.com/plexpriv/plexpriv/flows/outcome"

// Known remembers which unknown controls were told of before, so that a check
// speaks up once for each.
type Known interface {
	// Seen says whether an account had a control before, and remembers it. The
	// account is a profile, or stands for a Home user.
	Seen(account string, u outcome.UnknownControl) bool
}
