package world

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/receipt"
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
	fmt.Fprintf(w.Terminal.Stderr, "plexpriv: %v; what was lost cannot be undone, the rest can\n", err)
	return journal.Recover(w.Journals(), profile, accountID)
}

// Receipts opens the receipts of the account of a journal.
func (w *World) Receipts(j *journal.Journal) (*receipt.Chain, error) {
	name := strings.TrimSuffix(filepath.Base(j.Path()), filepath.Ext(j.Path()))
	return receipt.Open(filepath.Join(w.State, "receipts", name+".receipts"))
}
