// Package doctor looks at everything that a run needs: the browser and its sandbox,
// the display, the store and its sessions, files, the catalogue, the network and the
// clock. All checks go side by side, each with a time limit. It opens no page of
// Plex and mends nothing: a problem comes with the next thing to do.
//
// The Patient is the machine that is looked at; a Check looks at one thing; a
// Finding is the line that comes of it: ok, a note or a problem.
package doctor
