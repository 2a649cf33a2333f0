package flows

import (
	"errors"
	"fmt"
	"slices"

	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// ErrNoRun says that a journal has no run of the id that was asked for.
var ErrNoRun = errors.New("no such run")

// Undoing is a run that can be taken back.
type Undoing struct {
	Run     journal.Run
	Restore wanted.Restore
	// Gone are settings the run changed that the catalogue does not know (any more).
	Gone []string
}

// PlanUndo finds out what it means to take a run back, within a selection: the
// run of the given id, or with none the last one that changed something
// selected. ok is false where there is nothing to take back. force sets back
// what was changed by somebody since, too.
//
// It is carried out by [Runner.Account] as a request of the command "undo" with
// the restore in its selection.
func PlanUndo(c *selectors.Catalogue, j *journal.Journal, run string, s wanted.Selection, force bool) (u Undoing, ok bool, err error) {
	selected := func(setting string) bool { return s.Selects(c, setting) }
	if run == "" {
		if u.Run, ok = j.LastChanging(selected); !ok {
			return Undoing{}, false, nil
		}
	} else if u.Run, ok = j.Find(run); !ok {
		return Undoing{}, false, fmt.Errorf("run %q: %w in the journal of this account", run, ErrNoRun)
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

// addFormer notes what a change found and left.
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
			// What came of it was never read: this is what it would be.
			f.Ours[c.Control] = c.Wanted
		}
	}
	r[c.Setting] = f
}
