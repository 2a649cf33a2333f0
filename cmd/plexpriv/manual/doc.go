// Package manual makes the manual pages, the help topics and shell completion. It makes
// them from the commands and flags themselves, so that they cannot become outdated. It
// prints nothing and opens nothing; profiles, runs and settings come from a Source. A
// Page is a page of the manual; a topic is a text of help that is not about one command;
// a Candidate is a word that completion offers.
package manual
