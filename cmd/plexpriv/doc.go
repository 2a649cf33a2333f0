// Package main is the plexpriv command: flags in, a call, reports out. What it must
// never do: decide anything about a page, or print what a session holds.
//
// One file is one command or one concern: flags.go reads and checks the shared flags,
// run_options.go those of a run, view.go prints what came of it, conclusion.go ends a
// command. What a command does stands in the packages below: run, schedule, doctor,
// manual; what they need, in world, terminal, exit and report.
package main
