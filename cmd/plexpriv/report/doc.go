// Package report makes of the result of a run one HTML page to keep and to show:
// self-contained, readable on a phone, on paper and by a screen reader, without
// scripts and without anything from the network.
//
// [New] turns a result into a [Page], which says everything in words; [Page.HTML]
// draws it with the template; [CheckTarget] and [Save] put it on the disk. The
// package decides nothing about a run, and must never open a browser, a session
// or a journal.
//
// A report may be handed on. It holds the account's user name and no e-mail
// address, token or cookie; the pictures come with what is personal painted over.
package report
