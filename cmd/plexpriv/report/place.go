package report

import "github.com/plexpriv/plexpriv/flows/outcome"

// withoutNames is an account without the names of its servers: a report is passed on, so it
// has a server's key instead.
func withoutNames(a *outcome.AccountReport) *outcome.AccountReport {
	out := *a
	out.Places = nil
	return &out
}
