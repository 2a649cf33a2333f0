// Package world is the machine that the commands run on: directories, the store of
// sessions and its passphrase, the browser to start or to connect to, Plex's API, the
// catalogue with the person's own pages, locks, journals, signals, and shell commands
// of the person's own. It gives what is asked for, or says why it cannot. What to do
// with it, and what to print of it, is up to the commands. Everything slow or
// uncertain is a function in World, so that tests can put something else there.
//
// A World opens what needs several of its parts; what needs only one of them is a
// function that takes it. An Engine does what needs a browser. A BrowserChoice says
// which browser that is, or which remote ones. A Machine is how many processors there
// are, and how busy they are.
package world
