// Package run carries out one run over accounts, for the commands that open Plex's
// pages. It finds the accounts and what is wanted of each; it takes locks, opens
// journals, asks for consent and PINs, and starts the browser; afterward it saves
// sessions, receipts, the HTML report, wordings and unknown controls. It reads no flags
// (they come as Options), prints no result (the command does), and does not know what
// happens on a page (flows does). A Member is an account that was asked for: a profile's
// own, or a user of its Plex Home. An account is a Member together with what is open for
// it. A batch is the work on all accounts in one browser.
package run
