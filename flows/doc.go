// Package flows conducts one run over one account: apply, check and undo. It and the
// packages below it are the only ones that know both the catalogue (selectors) and the
// browser (automation). They never print, read flags or speak the browser's protocol.
//
// A [Runner] does what a [Request] asks for one account, the [Subject], and returns an
// [outcome.AccountReport]. The account's pages are open in a site. The reader reads them. A
// plan says of each control what is wanted and, later, what came of it; the controls that
// differ are its changes. The recorder writes the changes down before they are made. Then
// package act makes them. The prover closes that site, opens another one, reads the pages
// again, and only then calls a change verified. The summary makes the report.
package flows
