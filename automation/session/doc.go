// Package session stores what signs a person in to Plex, from one run to the next.
//
// It knows how to make a [Session] small, how to store it where others cannot read it,
// and how to change it so that a crash at any moment leaves the old session or the new
// one. It must never know how a session is obtained or whether Plex still accepts it.
// It opens no browser and no connection, prints nothing, and writes no secret to disk
// unencrypted.
//
// Two stores fulfill the same contract ([Store]): [Keyring], the keyring of the
// operating system, and [File], a passphrase-encrypted file for machines without a
// keyring. The person chooses which one is used; there is no fallback from one to the
// other.
//
// One rule holds everywhere: [ErrNotFound] is the only way to say "there is no
// session". A keyring that is locked, silent or broken has not said that, and what it
// may hold is never overwritten.
//
// Terms:
//
//   - session: what signs us in (cookies, token, client identifier)
//   - profile: the name under which one account's session is stored
//   - entry: one value of the keyring, addressed by service and user
//   - part: an entry with a piece of a session; entries are small on macOS and
//     Windows
//   - slot: one of two fixed places ("a", "b") where a profile's parts may be
//   - manifest: the entry that says which slot counts, and what is in it
//   - index: the entry with the names of all profiles, because a keyring
//     cannot be listed
package session
