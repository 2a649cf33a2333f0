package flows

import (
	"errors"
	"testing"
	"testing/synctest"

	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/receipt"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// A run that was killed gets its receipt from the next run: with the outcome that this
// run found, and without a proof.
func TestReceiptOfAKilledRun(t *testing.T) {
	for name, tc := range map[string]struct{ now, after string }{
		"it was made":     {"Private", "private"},
		"it was not made": {"Anyone", "anyone"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				j := w.journal()
				ledger, err := record.NewLedger(t.Context(), j, "killed", journal.Start{Command: "apply"})
				if err != nil {
					t.Fatal(err)
				}
				if err := errors.Join(ledger.Begin(nil), ledger.Intend([]journal.Intent{{Setting: "visibility.watchlist", Control: "watchlist", Before: "anyone", Wanted: "private"}})); err != nil {
					t.Fatal(err)
				}
				none := func(string) bool { return false }
				open := record.Receipts(w.cat, j, none, receipt.Account{}, "", nil)
				if len(open) != 1 || open[0].Ending != "killed" || open[0].Changes[0].Result != "unknown" || open[0].Changes[0].After != "" {
					t.Fatalf("the receipt of the killed run must say that the outcome is unknown: %+v", open)
				}
				j.Close()
				w.plex.stored["visibility.watchlist/watchlist"] = tc.now
				w.apply(wanted.Selection{Level: "recommended"})
				all := record.Receipts(w.cat, w.journal(), none, receipt.Account{}, "", nil)
				if len(all) == 0 || all[0].Run != "killed" || all[0].Ending != "killed" {
					t.Fatalf("want one receipt, got %+v", all)
				}
				c := all[0].Changes[0]
				if c.Before != "anyone" || c.Wanted != "private" || c.After != tc.after || c.Result == "" || !c.Evidence.ReadBack.IsZero() {
					t.Errorf("the receipt has the wrong change %+v", c)
				}
				if wrong := record.Contradictions(w.journal(), all); len(wrong) > 0 {
					t.Errorf("the receipts contradict the journal: %v", wrong)
				}
			})
		})
	}
}
