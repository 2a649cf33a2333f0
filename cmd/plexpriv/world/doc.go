// Package world is the machine that the commands run on: directories, the store of
// sessions and its passphrase, the browser to start or to connect to, the API, the
// catalogue with the person's own pages, locks, journals, signals, and commands of
// the person's own. It gives what is asked for or says why it cannot; what to do
// with it, and what to print of it, is up to the commands. Everything slow or
// uncertain is a function in World, so that tests can put something else there.
//
// An Engine does what needs a browser; a BrowserChoice says which one, or which
// remote ones; a Machine is what there is to work with.
package world
