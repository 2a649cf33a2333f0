// Package manual is what the command line says of itself beyond its help: manual
// pages in the macros of man, the topics, and completion for shells. All of it is
// made from the commands and flags as they are, so that it cannot fall behind them.
// It prints nothing, opens nothing and asks nobody; what is known of accounts and
// settings comes from a Source.
//
// A Page is one of the manual; a topic is what help explains besides commands; a
// Candidate is a word that fits at one place of a command line.
package manual
