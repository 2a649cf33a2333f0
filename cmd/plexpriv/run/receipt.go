package run

import (
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/receipt"
	"github.com/plexpriv/plexpriv/flows/record"
)

// writeReceipt writes the receipt of this run for an account, and those of earlier runs
// that have none yet. If that fails, the changes are still in the journal, and the next
// run writes the receipts.
func writeReceipt(e *env, a *account, report *outcome.AccountReport) {
	if a.ledger == nil || a.journal == nil {
		return
	}
	if err := appendReceipts(e, a, report); err != nil {
		e.log.Warn("no receipt was written; the next run will", "profile", a.who.Profile, "error", err)
	}
}

func appendReceipts(e *env, a *account, report *outcome.AccountReport) error {
	chain, err := world.OpenReceipts(e.world.State, a.journal)
	if err != nil {
		return err
	}
	has := func(run string) bool {
		_, ok := chain.Find(run)
		return ok
	}
	who := receipt.Account{Hash: a.journal.Account(), Username: a.who.Name(), Profile: a.who.Profile}
	if err := chain.Append(record.Receipts(e.options.Catalogue, a.journal, has, who, e.id, report)...); err != nil {
		return err
	}
	if s, ok := chain.Find(e.id); ok {
		report.Receipt = s.SHA256
	}
	return nil
}
