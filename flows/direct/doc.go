// Package direct reads and sets, over HTTP and without a browser, the settings of those
// pages of the catalogue that have an API: the preferences of the account's own Plex Media
// Servers, and what plex.tv keeps for the account.
//
// A [Place] is where the settings of a page are: the account, or one of several servers.
// It is read into the same readings as a page in a browser, so that the same plan, the
// same proof and the same report are made of it. What is read has no way to write: that
// takes [Access] with a Write, which a dry-run and a check do not get.
//
// In reports, receipts and the journal a server is a key, which nobody can turn back into
// its name or its id. The name is for the terminal alone.
package direct
