package record

import (
	"errors"
	"fmt"
	"slices"

	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// ErrNoRun says that a journal has no run with the given id.
var ErrNoRun = errors.New("no such run")

// UndoPlan is a run that an undo can take back.
type UndoPlan struct {
	Run     journal.Run
	Restore wanted.Restore
	// Gone are changed settings that the catalogue does not have (any more).
	Gone []string
}

// PlanUndo works out what it takes to undo a run within a selection: the run with the
// given id or, without one, the last that changed a selected setting. ok is false if
// there is nothing to undo. force also sets back what somebody has changed since.
//
// A [Runner.Account] with the command "undo" and the restore in its selection carries
// it out.
func PlanUndo(c *selectors.Catalogue, j *journal.Journal, run string, s wanted.Selection, force bool) (u UndoPlan, ok bool, err error) {
	selected := func(setting string) bool { return s.Selects(c, setting) }
	if run == "" {
		if u.Run, ok = j.LastChanging(selected); !ok {
			return UndoPlan{}, false, nil
		}
	} else if u.Run, ok = j.Find(run); !ok {
		return UndoPlan{}, false, fmt.Errorf("run %q: %w in the journal of this account", run, ErrNoRun)
	}
	u.Restore = wanted.Restore{}
	for _, change := range u.Run.Changes {
		switch {
		case !change.Changed() || !selected(change.Setting):
		case c.Setting(change.Setting) == nil:
			if !slices.Contains(u.Gone, change.Setting) {
				u.Gone = append(u.Gone, change.Setting)
			}
		default:
			addFormer(u.Restore, change, force)
		}
	}
	return u, len(u.Restore) > 0, nil
}

// addFormer records the values of a control before and after a change.
func addFormer(r wanted.Restore, c journal.Change, force bool) {
	f, known := r[c.Setting]
	if !known {
		f.Was = map[string]string{}
		if !force {
			f.Ours = map[string]string{}
		}
	}
	f.Was[c.Control] = c.Before
	if f.Ours != nil {
		f.Ours[c.Control] = c.After
		if c.Open || c.After == "" {
			// The result was never read back; this is what it would be.
			f.Ours[c.Control] = c.Wanted
		}
	}
	r[c.Setting] = f
}
