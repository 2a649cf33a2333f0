// Package reading finds out what a look shows: which control belongs to which setting,
// and which value it has. It is pure: no tab, no clock, no context. It does not decide
// what to do about a value, and it never looks again.
//
// A [Lexicon] is the catalogue, prepared for matching it against looks. A [Reader]
// reads one page. A [Setting] is one setting as it was read, a [Part] one control of
// it, and a [Bulk] the control that sets all of them at once. A [Place] is where in a
// long list a part shows.
package reading
