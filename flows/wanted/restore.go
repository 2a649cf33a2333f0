package wanted

import (
	"maps"
	"slices"

	"github.com/plexpriv/plexpriv/selectors"
)

// Former is what a run found, and left, at the controls of one setting. Both
// are by control key.
type Former struct {
	// Was holds the values before the run.
	Was map[string]string
	// Ours holds the values the run left. A control that shows neither has been
	// changed by somebody since, and is left alone. Nil: it is set back all the
	// same.
	Ours map[string]string
}

// Restore is what an undo sets back, by setting id.
type Restore map[string]Former

// wish is the wish for a setting in an undo.
func (r Restore) wish(s *selectors.Setting) Wish {
	f, ok := r[s.ID]
	if !ok {
		return Wish{Setting: s, Value: selectors.Keep, Skipped: "that run did not change it"}
	}
	w := Wish{Setting: s, Explicit: true, Parts: f.Was, Ours: f.Ours}
	// For the setting as a whole the least private control speaks.
	for _, key := range slices.Sorted(maps.Keys(f.Was)) {
		if w.Value == "" || f.Was[key] == s.Values.On {
			w.Value = f.Was[key]
		}
	}
	return w
}
