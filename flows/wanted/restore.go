package wanted

import (
	"maps"
	"slices"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// Former holds the values of one setting's controls before and after an earlier run, by
// control key.
type Former struct {
	// Was holds the values before the run.
	Was map[string]string
	// Ours holds the values that the run left. Somebody else has changed a control that
	// shows neither value since, so it is left alone. If Ours is nil, it is set back
	// all the same.
	Ours map[string]string
}

// Restore holds what an undo sets back, by setting id.
type Restore map[string]Former

// noChange is why an undo leaves a setting alone.
const noChange = "that run did not change it"

// wish returns the wish for a setting in an undo.
func (r Restore) wish(s *selectors.Setting) Wish {
	f, ok := r[s.ID]
	if !ok {
		return Wish{Setting: s, Value: selectors.Keep, Skipped: noChange, Reason: outcome.NotSelected}
	}
	w := Wish{Setting: s, Explicit: true, Parts: f.Was, Ours: f.Ours}
	// The least private control decides the value of the setting as a whole.
	for _, key := range slices.Sorted(maps.Keys(f.Was)) {
		if w.Value == "" || f.Was[key] == s.Values.On {
			w.Value = f.Was[key]
		}
	}
	return w
}
