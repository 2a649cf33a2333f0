package world

import (
	"fmt"
	"path/filepath"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows/journal"
)

// Journals is where the record of changes is kept.
func (w *World) Journals() string { return filepath.Join(w.State, "journal") }

// Journal opens the record of an account's changes. A damaged one is used for
// what it still says, and the person is told what it does not.
func (w *World) Journal(profile, accountID string) (*journal.Journal, error) {
	j, err := journal.Open(w.Journals(), profile, accountID)
	if !exit.IsA[*journal.DamageError](err) {
		return j, err
	}
	fmt.Fprintf(w.Stderr, "plexpriv: %v; what was lost cannot be undone, the rest can\n", err)
	return journal.Recover(w.Journals(), profile, accountID)
}
