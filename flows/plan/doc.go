// Package plan holds what is to be done to a page and what came of it. It compares
// what was read with what is wanted, and judges what the page shows when it was
// loaded again. It is pure: no tab, no clock, no context, and it presses nothing.
//
// A [Page] is the plan of one page, a [Setting] one setting of it, and a [Control]
// one control: as it was read, what is wanted of it, and what came of that.
package plan
