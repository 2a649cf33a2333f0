// Package outcome holds the results of a run: what became of a setting, a page, an
// account and the whole run, the errors that end a run, and the exit code that follows.
// It decides nothing about a page and prints nothing.
//
// A [Result] says what became of one setting; the table behind it says which results
// are trouble and which of two is worse. A [Report] is the document that --json prints.
package outcome
