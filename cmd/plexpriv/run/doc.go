// Package run is one run over accounts, for the commands that visit Plex's pages: who
// is worked on, what is wanted of each, locks and journals, consent and PINs, the
// browser, how many accounts at a time, and what is kept afterward: sessions,
// receipts, the page of --report, and what runs remember of wordings and of controls
// that nobody knows. What to do comes as Options, whose flags the commands have read;
// what came of it is given to the command, which prints it. What happens to an account
// in the browser is up to flows.
//
// A Member is somebody who was asked for: a profile, or a user of its Plex Home. An
// account is a Member of one run, with what is open for it. A frame is what all parts
// of a run share. visits are what is done in one browser: a run reads, applies, or,
// where the person is asked, first reads and then applies what was picked.
package run
