// Package policy reads a person's own choices on top of a level: a TOML file with a
// base, and with what differs for single profiles and users of a Plex Home. The result
// for one account is a [Choice].
//
// Later sources win: the built-in level, the base of the file, its [profile.NAME], its
// [home-user.NAME], the flags of the command. A source that names a level starts again
// from that level: values that were set before it no longer count. A setting that any
// source keeps is kept.
//
// It must never know how a page is read, which flags there are, or who is signed in. It
// reports every mistake in a file at once, with its line.
package policy
