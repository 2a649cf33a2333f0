package report

import (
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// withoutNames is an account without the names of its servers: a report is passed on, so it
// has a server's key instead.
func withoutNames(a *outcome.AccountReport) *outcome.AccountReport {
	out := *a
	out.Places = nil
	return &out
}

// overHTTP reports whether the settings of a page are read without a browser.
func (b *builder) overHTTP(page string) bool {
	p := b.Words.Catalogue().Page(page)
	return p != nil && !p.InBrowser()
}

// confirmation is how the changes of all accounts were confirmed.
func (b *builder) confirmation() string {
	pages, http := false, false
	for _, a := range b.Result.Accounts {
		for _, s := range a.Settings {
			if s.Result == outcome.Verified {
				pages, http = pages || !b.overHTTP(s.Page), http || b.overHTTP(s.Page)
			}
		}
	}
	switch {
	case pages && http:
		return b.Words.Say("report.read-again-both")
	case http:
		return b.Words.Say("report.read-again-http")
	}
	return b.Words.Say("report.read-again")
}

// how explains the words of the report.
func (b *builder) how() string {
	for _, a := range b.Result.Accounts {
		for _, p := range a.Pages {
			if b.overHTTP(p.ID) {
				return b.Words.Say("report.how-text") + " " + b.Words.Say("report.how-text-http")
			}
		}
	}
	return b.Words.Say("report.how-text")
}

// httpProof is how a setting that was read over HTTP is known.
func (b *builder) httpProof(r *outcome.SettingReport, p *outcome.PageReport) string {
	switch r.Result {
	case outcome.Verified:
		return b.Words.Say("report.proof-setting-http", locale.Data{"Again": b.clock(p.ProvedAt)})
	case outcome.Already:
		return b.Words.Say("report.proof-already", locale.Data{"Read": b.clock(p.ReadAt)})
	}
	return ""
}
