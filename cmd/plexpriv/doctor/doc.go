// Package doctor checks everything that a run needs: the browser and its sandbox, the
// display, the store and its sessions, files, the catalogue, the network and the clock.
// All checks run at the same time, each with a time limit. It opens no page of Plex and
// repairs nothing: a problem comes with the next thing to do. A Check checks one thing;
// its Finding is one line of the output: ok, a note or a problem; Env is what the checks
// share.
package doctor
