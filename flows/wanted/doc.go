// Package wanted says what should be: it turns a selection (a level, explicit
// values, what to skip) into one wish for each setting. It does not know what a
// page shows, and it decides nothing about what to press.
//
// A [Selection] is what a person asked for. A [Wish] is what is wanted for one
// setting, and a [Page] the wishes for one page. A [Restore] takes the place of the
// level in an undo: each control is to be what it was before an earlier run.
package wanted
