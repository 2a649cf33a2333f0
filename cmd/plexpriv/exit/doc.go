// Package exit is what a command ends with: usage errors, errors with advice, the
// exit code of an error, which of several codes decides, and the hints that go with
// it. It prints nothing and ends no process; the package of the commands does. The
// names of the variables that stand for flags are here too, because errors and
// hints speak of them.
//
// A code is a number of the contract; a cause is an error that means a code; a hint
// is a line that says what the person may do.
package exit
