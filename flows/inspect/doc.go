// Package inspect saves a page as data for a bug report: what it looks like now, compared
// with the catalogue, and without anything personal. It changes nothing.
//
// An [Inspector] looks at a page and makes a [SavedPage] of it, on which [TryCatalogue]
// tries a catalogue. A [Finding] is what became of one control. A [Proposal] is a control
// that may be the missing one; it is worked out from the page, and never taken from a
// file.
package inspect
