// Package plexapi asks Plex's HTTP API the few things that need no browser: for a PIN
// to sign in with, whether the PIN was approved, and to revoke a token. It also sends
// the requests about a Plex Home that package signin makes, and reads what package review
// asks for, through a [Reader] that can only GET.
//
// It is the only place where plexpriv itself sends HTTP requests to Plex. It knows HTTP
// and how Plex answers (package answer), and nothing else: no page, no browser, no session store, no clock beyond its time
// limits. Package signin decides what to ask when, and how long to go on; what the API
// says to a signed-in account is read through the open browser.
//
// Whatever it is asked, it contacts only https://plex.tv and names under it. It follows
// redirects only on the same host. Its errors and its log name what was asked, never a
// token, a client identifier or a code.
//
// The addresses and fields are those of python-plexapi (myplex.py,
// MyPlexPinLogin) and of the published descriptions of Plex's API.
package plexapi
