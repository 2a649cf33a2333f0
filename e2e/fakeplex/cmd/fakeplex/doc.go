// Command fakeplex serves the made-up plex.tv of the end-to-end tests until it
// is interrupted, so that a person can try plexpriv, or any browser, on it.
package main
