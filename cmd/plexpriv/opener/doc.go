// Package opener opens an address in the person's own browser, with the program that the
// system has for that. It knows nothing of Plex, of sessions or of plexpriv's pages.
package opener
