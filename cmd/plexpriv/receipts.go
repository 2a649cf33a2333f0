package main

import (
	"path/filepath"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/receipt"
	"github.com/plexpriv/plexpriv/flows/record"
)

// chainOf opens the receipts of the account of a journal.
func chainOf(w *world.World, j *journal.Journal) (*receipt.Chain, error) {
	name := strings.TrimSuffix(filepath.Base(j.Path()), filepath.Ext(j.Path()))
	return receipt.Open(filepath.Join(w.State, "receipts", name+".receipts"))
}

// writeReceipts keeps a receipt of what the run has set. Where that fails the
// changes stand in the journal all the same, and the next run writes it.
func (r *accountsRun) writeReceipts(report *outcome.Report) {
	for i, a := range r.accounts {
		if a.ledger == nil || a.journal == nil {
			continue
		}
		if err := r.writeReceipt(a, &report.Accounts[i]); err != nil {
			r.log.Warn("no receipt was written; the next run will", "profile", a.profile, "error", err)
		}
	}
}

func (r *accountsRun) writeReceipt(a *accountRun, report *outcome.AccountReport) error {
	chain, err := chainOf(r.world, a.journal)
	if err != nil {
		return err
	}
	has := func(run string) bool {
		_, ok := chain.Find(run)
		return ok
	}
	who := receipt.Account{Hash: a.journal.Account(), Username: a.name(), Profile: a.profile}
	if err := chain.Append(record.Receipts(r.options.catalogue, a.journal, has, who, r.id, report)...); err != nil {
		return err
	}
	if s, ok := chain.Find(r.id); ok {
		report.Receipt = s.SHA256
	}
	return nil
}
