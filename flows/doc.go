// Package flows compares what should be with what is: sign-in, plan, apply,
// check, proof and undo. It is the only package that knows both the catalogue
// (selectors) and the browser (automation); it must never print, read flags or
// speak the browser's protocol.
//
// A [Runner] does what a [Request] asks for one account, the [Subject], and
// tells it in an [AccountReport]. A visit is one page in one tab, a reading one
// setting on it, a part one control of the setting, a change one part that
// differs from what is wanted. A change is verified only by a visit in a context
// of its own, after the one that acted is closed.
package flows
