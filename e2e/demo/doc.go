// Command demo lets plexpriv make a made-up Plex account private, in a home and
// with a keyring of its own, and keeps what a person would see: the commands
// with their output, and each page before and after. "make demo" runs it.
//
// Like all of e2e it imports no package of the product. It drives a browser of
// its own to take the pictures.
package main
