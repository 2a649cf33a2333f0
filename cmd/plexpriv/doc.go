// Package main is the plexpriv command: flags in, flows called, reports out. It
// is the only package that prints, that knows exit codes beyond those of a
// report, and that touches the environment. What it must never do: decide
// anything about a page, or print what a session holds.
//
// One file is one command or one concern: flags.go reads and checks the shared
// flags, engine.go opens the store and the browser, view.go prints, exit.go maps
// errors to codes and hints.
package main
