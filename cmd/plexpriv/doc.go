// Package main is the plexpriv command. Each command reads and checks its flags, calls
// one of the packages below, and prints the result. It decides nothing about a page, and
// never prints a secret of a session. A file holds one command or one concern: flags.go
// the flags that commands share, run_options.go those of a run, view.go the output of a
// run, failure.go the output of an error. The packages run, schedule, doctor and manual
// do the work, with the help of world, terminal, exit and report.
package main
