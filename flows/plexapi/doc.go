// Package plexapi asks Plex's HTTP API the few things that need no browser: a
// PIN to sign in with, whether it was approved, and the end of a token. It sends
// the questions about a Plex Home, too, which flows puts together.
//
// It stands apart from the rest of flows because it is plexpriv's only HTTP
// client of its own. It knows HTTP and nothing else: no page, no browser, no
// store, no clock beyond its time limits. What to ask when, and how long to go
// on, is decided by flows; reads of a signed-in account go through the open
// browser.
//
// Whatever it is asked, only https://plex.tv and names under it are contacted,
// redirects included. Its errors and its log name what was asked, never a token,
// a client identifier or a code.
//
// The addresses and fields are those of python-plexapi (myplex.py,
// MyPlexPinLogin) and of the published descriptions of Plex's API.
package plexapi
