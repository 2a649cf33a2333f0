package run

import (
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/receipt"
	"github.com/plexpriv/plexpriv/flows/record"
)

// writeReceipt keeps a receipt of what the run has set at an account, and says so in
// its report. Where that fails the changes stand in the journal all the same, and the
// next run writes it.
func writeReceipt(f *frame, a *account, report *outcome.AccountReport) {
	if a.ledger == nil || a.journal == nil {
		return
	}
	if err := appendReceipts(f, a, report); err != nil {
		f.log.Warn("no receipt was written; the next run will", "profile", a.who.Profile, "error", err)
	}
}

func appendReceipts(f *frame, a *account, report *outcome.AccountReport) error {
	chain, err := world.OpenReceipts(f.world.State, a.journal)
	if err != nil {
		return err
	}
	has := func(run string) bool {
		_, ok := chain.Find(run)
		return ok
	}
	who := receipt.Account{Hash: a.journal.Account(), Username: a.who.Name(), Profile: a.who.Profile}
	if err := chain.Append(record.Receipts(f.options.Catalogue, a.journal, has, who, f.id, report)...); err != nil {
		return err
	}
	if s, ok := chain.Find(f.id); ok {
		report.Receipt = s.SHA256
	}
	return nil
}
