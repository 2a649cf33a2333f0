package record

import (
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/receipt"
	"github.com/plexpriv/plexpriv/selectors"
)

// Receipts makes a receipt for every run in a journal that changed something and has no
// receipt yet. The journal says what was done; the report on the last run, if given,
// adds what the page called it and how it was proved. A run that was cut off gets its
// receipt from the next run, without these.
func Receipts(c *selectors.Catalogue, j *journal.Journal, has func(run string) bool, who receipt.Account, run string, a *outcome.AccountReport) []receipt.Receipt {
	var out []receipt.Receipt
	for _, r := range j.Runs() {
		if len(r.Changes) == 0 || has(r.ID) {
			continue
		}
		report := a
		if r.ID != run {
			report = nil
		}
		out = append(out, receiptOf(c, r, who, report))
	}
	return out
}

// unknownResult is the result in a receipt if nobody read the control back.
const unknownResult = "unknown"

func receiptOf(c *selectors.Catalogue, r journal.Run, who receipt.Account, a *outcome.AccountReport) receipt.Receipt {
	out := receipt.Receipt{
		Run: r.ID, Command: r.Start.Command, Undoes: r.Start.Undoes, Level: r.Start.Level, Began: r.At, Ending: "killed",
		Account: who, Program: r.Start.Version, Catalogue: r.Start.Catalogue, Overridden: r.Start.Overridden,
	}
	out.Account.Username = outcome.MaskMails(who.Username)
	if r.End != nil {
		out.Ending = string(r.End.How)
	}
	for _, ch := range r.Changes {
		n := receipt.Change{
			Setting: ch.Setting, Control: ch.Control, Before: ch.Before, Wanted: ch.Wanted, After: ch.After, Result: ch.Result, At: ch.At,
		}
		if ch.Open {
			n.Result = unknownResult
		}
		if p := c.PageOf(ch.Setting); p != nil {
			n.Page, n.Address = p.Title, p.URL
			if !p.InBrowser() {
				n.Evidence.Over = "http"
			}
		}
		if a != nil {
			describe(&n, a)
		}
		out.Changes = append(out.Changes, n)
	}
	return out
}

// describe adds what the report knows of the control.
func describe(n *receipt.Change, a *outcome.AccountReport) {
	var s outcome.SettingReport
	for _, of := range a.Settings {
		if base, _ := selectors.CutPlace(of.ID); base != n.Setting {
			continue
		}
		if k := slices.IndexFunc(of.Controls, func(c outcome.ControlReport) bool { return c.ID == n.Control }); k >= 0 {
			c := of.Controls[k]
			n.Label, n.ShownBefore, n.ShownAfter, n.Evidence.API = c.Label, c.ShownBefore, c.ShownAfter, string(c.API)
			s = of
			break
		}
		s = of
	}
	for _, p := range a.Pages {
		if p.ID == s.Page {
			n.Address, n.Evidence.ReadBack = p.URL, p.ProvedAt.UTC().Truncate(time.Millisecond)
		}
	}
}

// Contradictions compares receipts with the journal they were made from. It lists runs
// without a receipt, and changes that the two describe differently.
func Contradictions(j *journal.Journal, receipts []receipt.Receipt) []string {
	var out []string
	for _, r := range j.Runs() {
		if len(r.Changes) == 0 {
			continue
		}
		i := slices.IndexFunc(receipts, func(x receipt.Receipt) bool { return x.Run == r.ID })
		if i < 0 {
			if r.End != nil {
				out = append(out, "run "+r.ID+" set something and has no receipt: it was taken away")
			}
			continue
		}
		for _, ch := range r.Changes {
			k := slices.IndexFunc(receipts[i].Changes, func(n receipt.Change) bool { return n.Setting == ch.Setting && n.Control == ch.Control })
			if k < 0 {
				out = append(out, "run "+r.ID+": the journal has a change of "+ch.Setting+" ("+ch.Control+") that the receipt has not")
				continue
			}
			n := receipts[i].Changes[k]
			if n.Result == unknownResult || ch.Open {
				continue // the outcome was recorded later
			}
			if n.Before != ch.Before || n.After != ch.After || n.Result != ch.Result {
				out = append(out, "run "+r.ID+": the journal and the receipt say different things of "+ch.Setting+" ("+ch.Control+")")
			}
		}
	}
	return out
}
