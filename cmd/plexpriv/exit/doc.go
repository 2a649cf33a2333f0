// Package exit turns the error that ended a command into an exit code and hints. It has
// the usage errors, the errors that carry a code of their own, and the order in which
// one of several codes decides. It prints nothing and ends no process; package main
// does. The names of the variables that stand for flags are here too, because errors
// and hints name them. A Cause is an error that knows its code; a hint is a line that
// says what the person can do.
package exit
