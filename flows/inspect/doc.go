// Package inspect is a page as data for a bug report: what it looks like now,
// compared with the catalogue, and without anything personal. It changes nothing.
//
// An [Inspector] looks at a page and makes a [SavedPage] of it, which [TryCatalogue]
// tries a catalogue on. A [Finding] is what became of one control, a [Proposal] what
// the missing one may be called now; it is worked out from the page, and never
// believed as it stands in a file.
package inspect
