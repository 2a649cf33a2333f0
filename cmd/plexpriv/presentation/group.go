package presentation

import (
	"cmp"

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

// Groups arranges the settings of an account as a person reads them.
func (v *Vocabulary) Groups(command string, a *outcome.AccountReport) []Group {
	var out []Group
	for _, s := range a.Settings {
		name := v.Group(s.Page)
		if n := len(out); n == 0 || out[n-1].Name != name {
			out = append(out, Group{Name: name})
		}
		g := &out[len(out)-1]
		g.Rows = append(g.Rows, v.row(command, &s))
	}
	return out
}

// row shows one setting.
func (v *Vocabulary) row(command string, s *outcome.SettingReport) Row {
	r := Row{ID: s.ID, Name: v.Setting(s.ID), Was: v.Value(s.ID, s.Before), Tone: ToneOf(s.Result), Result: v.Result(command, s.Result)}
	switch s.Result {
	case outcome.WouldChange:
		r.Was, r.Becomes, r.Note = v.Value(s.ID, cmp.Or(s.Before, "mixed")), v.Value(s.ID, s.Wanted), v.Effect(s.ID)
	case outcome.Verified:
		r.Was, r.Becomes, r.Note = v.Value(s.ID, cmp.Or(s.Before, "mixed")), v.Value(s.ID, s.After), v.Effect(s.ID)
	case outcome.Already:
	default:
		r.Note = r.Result
	}
	return r
}
