// Package madeup makes a world for plexpriv in which nothing is the person's own:
// a home, a session bus, a keyring, and a made-up plex.tv. Programs that show
// plexpriv begin with it. It imports no package of the product.
package madeup
