// Package flows compares what should be with what is: sign-in, plan, apply,
// check, proof and undo. It is the only package that knows both the catalogue
// (selectors) and the browser (automation); it must never print, read flags or
// speak the browser's protocol.
//
// A [Runner] does what a [Request] asks for one account, the [Subject], and
// tells it in an [outcome.AccountReport]. The pages of the account are open in a
// session. The reader reads them, a plan says of each control what is wanted of it,
// and later what became of it; its changes are those that differ, and the recorder
// writes them down before they are made. A change is verified only by the prover, in
// a context of its own, after the one that acted is closed. The summary makes the
// report.
package flows
