// Package fakeplex is a believable plex.tv on this machine: its account
// pages, its sign-in and the parts of its API that they use, with all
// state on the server.
//
// It exists for end-to-end tests and for the demo. It must never import a
// package of the product: a test believes what Plex would have stored, so
// the two may share only the words of the real Plex.
//
// Terms: an account is a test person with a token and stored values; a
// value is one stored setting under a flat key such as
// "visibility.watchlist"; a page is one of the four screens (email, vendors,
// privacy, visibility); a variant is one markup of a page; a quirk is a named
// way to misbehave. README.md lists variants, quirks and the control API.
package fakeplex
