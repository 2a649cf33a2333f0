// Package wanted says what a setting should be: it turns a selection (a level, explicit
// values, settings to skip) into one wish for each setting. It does not know what a
// page shows, and it does not decide what to click.
//
// A [Selection] is what a person asked for. A [Wish] is what is wanted for one setting,
// and a [Page] holds the wishes for one page. A [Restore] replaces the level in an
// undo: each control should be what it was before an earlier run.
package wanted
