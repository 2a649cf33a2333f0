package flows

import "github.com/plexpriv/plexpriv/flows/outcome"

// Known remembers which unknown controls were told of before, so that a check
// speaks up once for each.
type Known interface {
	// Seen says whether an account had a control before, and remembers it. The
	// account is a profile, or stands for a Home user.
	Seen(account string, u outcome.UnknownControl) bool
}

// news marks the strangers nobody was told of before.
func (a *account) news(in []outcome.UnknownControl) []outcome.UnknownControl {
	for i := range in {
		in[i].News = a.Known == nil || !a.Known.Seen(a.who.key(), in[i])
	}
	return in
}
