// Package signin finds out who is signed in, and gets sessions: in a window, with a
// link, with a token, and as a user of a Plex Home. It stores nothing, and it sets
// nothing on a page.
//
// An [Authenticator] makes sessions in a browser and proves that Plex's sites accept
// them. A [Link] gets a token by Plex's PIN flow. A [Home] lists the users of a Plex
// Home and switches to one. An [Identity] is who Plex says is signed in.
package signin
