// Package schedule has the system's own scheduler start plexpriv: a systemd user timer,
// a launchd agent, or a task of Windows. It writes and removes the scheduler's files,
// reports how the job ended last, and notifies the person of a run: on the desktop, with
// a command, or with a webhook. It reads no flags and opens no page; package main does. A
// Job is what is started, and when; a scheduler is the system's way to start it; a unit
// is one of the scheduler's files; a Message is what a run has to say, and a Notifier
// sends it.
package schedule
