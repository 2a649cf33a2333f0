package presentation

import (
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Group is a heading with the settings under it.
type Group struct {
	Name string
	Rows []Row
}

// Row is one setting of an account.
type Row struct {
	ID, Name string
	// Was is the value before, and Becomes the other one: what it is now, or what it
	// would become. Becomes is empty if there is nothing to change.
	Was, Becomes string
	Tone         Tone
	// Result is what became of it, in words.
	Result string
	// Note is what a person should know about the row, in a few words: what they lose, or
	// why it is not as wanted.
	Note string
}

// Change is the values of a row: "on → off", or the one that it keeps.
func (r Row) Change() string {
	if r.Becomes == "" {
		return r.Was
	}
	return r.Was + " → " + r.Becomes
}

// Groups arranges the settings of an account as a person reads them. What was not
// selected is left out.
func (v *Vocabulary) Groups(command string, a *outcome.AccountReport) []Group {
	var out []Group
	for _, s := range a.Settings {
		if s.Reason == outcome.NotSelected {
			continue
		}
		name := v.Group(s.Page)
		if n := len(out); n == 0 || out[n-1].Name != name {
			out = append(out, Group{Name: name})
		}
		g := &out[len(out)-1]
		g.Rows = append(g.Rows, v.row(command, a, &s))
	}
	return out
}
