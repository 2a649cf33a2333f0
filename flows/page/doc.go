// Package page opens one page in one tab and reads it: it puts obstacles out of the
// way, shows what is hidden, waits until nothing changes any more, and reads the values.
// It cannot set anything: a [Tab] can look and reveal. An [ActingTab] can also set
// things; package flows opens it, and hands it to package act only. This package does not
// know what will be changed.
//
// A [Visit] takes a page from its address to values that can be believed, and returns
// them as [Found]. The visit decides what to do next; its parts do it.
//
// Some parts hold what is known of the page: View has the last look and what was read
// from it, layers the dialogs over the page, rest how long the page has been the same,
// traffic what the answers to the page's own requests say. Others move the visit on:
// obstacles deals with banners and sign-ins, doors opens what is closed (first the
// reveals of the catalogue, then other sections), and [DropDowns] reads what lists offer.
// A gate limits how often something is tried. At the end, a conclusion is drawn from the
// evidence. [Pace] has the waits of a visit.
package page
