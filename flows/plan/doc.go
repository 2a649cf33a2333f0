// Package plan compares what was read with what is wanted, and judges the result
// against what a fresh load of the page shows. It is pure: no tab, no clock, no
// context. It clicks nothing.
//
// A [Page] is the plan of one page, a [Setting] the plan of one setting, and a
// [Control] the plan of one control: as it was read, what is wanted of it, and what
// came of that.
package plan
