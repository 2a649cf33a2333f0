package world

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/receipt"
)

// Journals is the directory, below the one for what is kept between runs, with the
// records of changes.
func Journals(state string) string { return filepath.Join(state, "journal") }

// OpenJournal opens the record of an account's changes. If it is damaged, what can
// still be read is used, and the person is warned that the rest is lost.
func OpenJournal(state, profile, accountID string, warnings io.Writer) (*journal.Journal, error) {
	j, err := journal.Open(Journals(state), profile, accountID)
	if !exit.IsA[*journal.DamageError](err) {
		return j, err
	}
	fmt.Fprintf(warnings, "plexpriv: %v; what was lost cannot be undone, the rest can\n", err)
	return journal.Recover(Journals(state), profile, accountID)
}

// OpenReceipts opens the receipts of the account whose journal it is.
func OpenReceipts(state string, j *journal.Journal) (*receipt.Chain, error) {
	name := strings.TrimSuffix(filepath.Base(j.Path()), filepath.Ext(j.Path()))
	return receipt.Open(filepath.Join(state, "receipts", name+".receipts"))
}
