// Package policy reads a person's own choice on top of a level: a TOML file with
// a base, and what differs for single profiles and users of a Plex Home. From it
// comes what is wanted of one account, as a [Choice].
//
// What counts, the later the more: the level that is built in, the base of the
// file, its [profile.NAME], its [home-user.NAME], the flags of the command. Who
// names a level begins anew from it: values that were set before it no longer
// count. What is kept is kept, whoever says otherwise.
//
// It must never know how a page is read, what flags there are, or who is signed
// in. Every mistake of a file is told at once, with its line.
package policy
