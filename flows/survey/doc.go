// Package survey finds out what each of Plex's sites says to us: whether it can be
// reached, whom it takes us for, and what blocks it. It changes nothing.
//
// A [Surveyor] opens one page of each site with a stored session, or with none. The
// [Survey] has an [Answer] of each, and can be written as a text for a bug report, without
// anything personal.
package survey
