// Package outcome holds the words and documents in which results are told: what
// became of a setting, a page, an account and a whole run, the errors that end a
// run, and the exit code that follows from them. It decides nothing about a page
// and prints nothing.
//
// A [Result] is what became of one setting; the table behind it says which results
// are trouble and which is worse. A [Report] is the document that --json prints.
package outcome
